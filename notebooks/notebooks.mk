# notebooks executes the four notebooks on the embedded sample. Needs python3 (3.11 or later); see notebooks/README.md.
.PHONY: notebooks
notebooks:
	@sh notebooks/run.sh
