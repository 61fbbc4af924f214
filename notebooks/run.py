"""Execute the notebooks with Jupyter's own machinery and fail on any error.

Run by run.sh, which makes the environment and the dataset. The notebooks stay as they are; with a directory as the
argument, the executed copies are written there.
"""

import asyncio
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient

HERE = Path(__file__).resolve().parent


async def execute(path: Path, room: asyncio.Semaphore) -> list[str]:
    """Run one notebook in a kernel of its own; the answer is what went wrong."""
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    client = NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",
        extra_arguments=["--log-level=ERROR"],  # the kernel warns of plain text on the loopback interface
        resources={"metadata": {"path": str(HERE)}},
    )
    async with room:
        began = time.monotonic()
        try:
            await client.async_execute()
        except Exception as problem:  # a cell's error, a dead kernel, a time-out: all of them fail the run
            return [f"{path.name}: {problem}"]
        took = time.monotonic() - began

    problems = []
    for cell in (c for c in notebook.cells if c.cell_type == "code"):
        for output in cell.outputs:
            # Jupyter prints an error while something is displayed, and warnings, and goes on; we do not.
            if output.output_type == "error" or output.get("name") == "stderr":
                problems.append(
                    f"{path.name}, cell {cell.id}: {output.get('text') or output.get('traceback')}"
                )
    charts = sum(
        "vega-embed" in output.get("data", {}).get("text/html", "")
        for cell in notebook.cells
        for output in cell.get("outputs", [])
    )
    print(
        f"{path.name}: {sum(c.cell_type == 'code' for c in notebook.cells)} cells, {charts} charts, {took:.1f} s"
    )
    if len(sys.argv) > 1:
        target = Path(sys.argv[1])
        target.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, target / path.name)
    return problems


async def main() -> int:
    room = asyncio.Semaphore(2)
    notebooks = sorted(HERE.glob("*.ipynb"))
    if not notebooks:
        print(f"There is no notebook in {HERE}.", file=sys.stderr)
        return 1
    results = await asyncio.gather(*(execute(path, room) for path in notebooks))
    for problem in (p for found in results for p in found):
        print(problem, file=sys.stderr)
    failed = sum(bool(found) for found in results)
    print(f"notebooks: {len(notebooks) - failed} executed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
