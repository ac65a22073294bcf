# Thin on purpose: dev.py does the work, so that Windows has the same habits without make.
PYTHON ?= python3

.PHONY: help demo test check bench lock county words clean
help demo test check bench lock county words clean:
	@$(PYTHON) dev.py $@ $(if $(PORT),--port $(PORT))
