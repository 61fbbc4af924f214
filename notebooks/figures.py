"""Look, layout and data path that the four notebooks share.

An analyst who copies one notebook into a project of their own needs this file beside it; nothing else.
"""

import os
from pathlib import Path

import altair as alt
import pandas as pd

# The first font of the list that the machine has is taken; each of them has the Chinese characters.
FONT = (
    "Noto Sans CJK SC, Noto Sans SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, "
    "WenQuanYi Zen Hei, Arial, sans-serif"
)

# Okabe and Ito's colours: distinct for colour-blind readers and in a greyscale print.
BLUE, ORANGE, GREEN, SKY, RED, GREY, PALE = (
    "#0072B2",
    "#E69F00",
    "#009E73",
    "#56B4E9",
    "#D55E00",
    "#7A7A7A",
    "#EDEDED",
)


@alt.theme.register("paper", enable=True)
def paper() -> alt.theme.ThemeConfig:
    """Quiet axes, left titles, one font: what a journal prints."""
    text = {"labelFont": FONT, "titleFont": FONT, "labelFontSize": 11, "titleFontSize": 11}
    axis = {
        "gridColor": "#E6E6E6",
        "domainColor": "#9A9A9A",
        "tickColor": "#9A9A9A",
        "titleFontWeight": "normal",
    }
    return {
        "config": {
            "font": FONT,
            "background": "white",
            "view": {"stroke": None},
            "axis": text | axis | {"titlePadding": 8, "labelLimit": 260},
            "legend": text | {"titleFontWeight": "normal", "symbolSize": 90, "labelLimit": 260},
            "header": text | {"labelFontSize": 12, "labelFontWeight": "bold", "title": None},
            "title": {
                "font": FONT,
                "fontSize": 14,
                "anchor": "start",
                "offset": 12,
                "subtitleFont": FONT,
                "subtitleFontSize": 11,
                "subtitleColor": "#555555",
                "subtitlePadding": 5,
            },
        }
    }


def dataset() -> Path:
    """The directory that `zhibiao run` wrote: $ZHIBIAO_OUT, else `out` at the root of the project."""
    out = Path(os.environ.get("ZHIBIAO_OUT") or Path(__file__).resolve().parent.parent / "out")
    if not (out / "panel").exists():
        raise FileNotFoundError(
            f"There is no dataset in {out}. Make one with `go run ./cmd/zhibiao run` at the root of the "
            "project, or set ZHIBIAO_OUT to a directory that `zhibiao run` wrote."
        )
    return out


def count_axis(numbers: pd.Series, title: str) -> alt.X:
    """A horizontal axis of counts: ticks at whole numbers alone, and one at its end.

    Vega puts ticks at halves where counts are small, and then prints 0, 1, 1, 2, 2.
    """
    most = int(numbers.max()) if len(numbers) else 1
    step = next(s * 10**e for e in range(12) for s in (1, 2, 5) if s * 10**e * 5 >= most)
    ticks = list(range(0, most + step, step))
    return alt.X(
        "n:Q",
        title=title,
        scale=alt.Scale(domain=[0, ticks[-1]]),
        axis=alt.Axis(values=ticks, format=",d"),
    )


def show(chart: alt.TopLevelMixin, name: str) -> alt.TopLevelMixin:
    """Give the chart back to be displayed, after it was drawn once, so that a mistake stops the notebook.

    Jupyter only prints an error that happens while a chart is displayed and goes on. With $NOTEBOOK_FIGURES set, the
    picture is written to that directory as PNG and SVG.
    """
    import vl_convert

    spec = chart.to_dict()
    svg = vl_convert.vegalite_to_svg(spec)
    if target := os.environ.get("NOTEBOOK_FIGURES"):
        if not has_chinese_font():
            raise RuntimeError(
                "No font with Chinese characters is installed, so the pictures would show boxes. "
                "Install one (Debian, Ubuntu: apt-get install fonts-noto-cjk)."
            )
        folder = Path(target)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.svg").write_text(svg, encoding="utf-8")
        (folder / f"{name}.png").write_bytes(vl_convert.vegalite_to_png(spec, scale=2))
    return chart


def has_chinese_font() -> bool:
    """Whether two different characters are drawn differently, which two boxes for missing ones are not."""
    import vl_convert

    def picture(character: str) -> bytes:
        return vl_convert.svg_to_png(
            '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">'
            f'<text x="4" y="30" font-size="28" font-family="{FONT}">{character}</text></svg>'
        )

    return picture("国") != picture("省")


def tiles() -> pd.DataFrame:
    """One square per province-level unit, placed roughly as on the map.

    Tiles show each province alike, however small it is, and need no borders.
    """
    rows = [
        ". . . . . . HL黑龙江",
        ". . . . NM内蒙古 . JL吉林",
        "XJ新疆 GS甘肃 NX宁夏 SX山西 HE河北 BJ北京 LN辽宁",
        "XZ西藏 QH青海 SN陕西 HA河南 SD山东 TJ天津 .",
        ". SC四川 CQ重庆 HB湖北 AH安徽 JS江苏 SH上海",
        ". YN云南 GZ贵州 HN湖南 JX江西 ZJ浙江 .",
        ". . GX广西 GD广东 FJ福建 TW台湾 .",
        ". . HI海南 MO澳门 HK香港 . .",
    ]
    return pd.DataFrame(
        [
            {"region_iso": "CN-" + cell[:2], "short_name": cell[2:], "row": r, "column": c}
            for r, line in enumerate(rows)
            for c, cell in enumerate(line.split())
            if cell != "."
        ]
    )


def tile_map(
    data: pd.DataFrame, value: str, label: str, scale: alt.Scale, legend: alt.Legend, title
) -> alt.LayerChart:
    """The provinces as tiles, coloured by the column `value`, with the text of the column `label` below the name.

    `data` has at most one row per region_iso; provinces without one stay pale.
    """
    grid = tiles().merge(data, on="region_iso", how="left")
    base = alt.Chart(grid).encode(
        x=alt.X("column:O", axis=None, scale=alt.Scale(paddingInner=0.06)),
        y=alt.Y("row:O", axis=None, scale=alt.Scale(paddingInner=0.06)),
    )
    known = f"isValid(datum['{value}'])"
    ink = alt.when(known).then(alt.value("black")).otherwise(alt.value(GREY))
    return alt.layer(
        base.mark_rect(color=PALE, cornerRadius=2),
        base.mark_rect(cornerRadius=2)
        .transform_filter(known)
        .encode(
            color=alt.Color(f"{value}:Q", scale=scale, legend=legend),
            tooltip=["short_name", f"{value}:Q", f"{label}:N"],
        ),
        base.mark_text(fontSize=11, dy=-7, fontWeight="bold").encode(text="short_name", color=ink),
        base.mark_text(fontSize=10, dy=9).transform_filter(known).encode(text=f"{label}:N", color=ink),
    ).properties(width=7 * 52, height=8 * 46, title=title)
