# make demo    the main job, end to end, on real parts (sets up what is missing)
# make check   ruff, mypy, import rules, pure tests              (budget: 1 minute)
# make test    everything                                        (budget: 30 minutes)
# make hunt    the property tests on examples nobody has tried, ROUNDS times over
# make bench   figures and ratios to a floor  -> build/bench.json
# make display-gallery  every state of the hall's windows as a picture  -> build/gallery/display
# make esphome-check   ESPHome judges the wireless keys' configurations (fetches ESPHome into build/)
# make docs    the reference pages that are drawn from the code
# make kiosk-gallery   every page of the kiosk as a picture  -> build/gallery/kiosk/index.html
VENV   ?= .venv
PY     := $(VENV)/bin/python
# Office seconds a real second of `make demo`; left out, it follows from how busy the machine is.
SPEED  ?=
ROUNDS ?= 5

# Budget per part of `make test`, in seconds. timeout(1) ends a part that runs over.
BUDGET_LINT  := 120
BUDGET_PURE  := 240
BUDGET_EDGE  := 900
BUDGET_FLOW  := 600

# Side by side, a file with one worker, which makes what its tests share once. Edge tests wait more than they compute:
# one worker more than there are cores keeps these busy; a flow is several programs itself. 0: all in one process.
CORES     := $(shell nproc)
EDGE_JOBS ?= $(shell expr $(CORES) + 1)
FLOW_JOBS ?= $(CORES)

.PHONY: setup setup-test check lint pure edge flow test hunt demo bench docs display-gallery kiosk-gallery esphome-check clean
setup:
	@VENV=$(VENV) firmware_cfg/dev/setup.sh
setup-test:
	@VENV=$(VENV) firmware_cfg/dev/setup.sh test

lint: setup
	timeout $(BUDGET_LINT) $(VENV)/bin/ruff check .
	timeout $(BUDGET_LINT) $(VENV)/bin/mypy
	timeout $(BUDGET_LINT) $(VENV)/bin/lint-imports --no-cache

pure: setup
	timeout $(BUDGET_PURE) $(PY) -m pytest -m "not edge and not flow"
edge: setup-test
	timeout $(BUDGET_EDGE) $(PY) -m pytest -m edge -n $(EDGE_JOBS) --dist loadfile
flow: setup-test
	timeout $(BUDGET_FLOW) $(PY) -m pytest -m flow -n $(FLOW_JOBS) --dist loadfile

# Side by side: the budget of one minute is for two cores.
check: setup
	@$(MAKE) --no-print-directory -j2 --output-sync=target lint pure
test: setup-test check edge flow

hunt: setup
	for round in $$(seq $(ROUNDS)); do $(PY) -m pytest -m "hypothesis and not edge and not flow" --hypothesis-profile=hunt || exit 1; done

demo: setup
	$(PY) -m firmware_cfg.demo $(if $(SPEED),--speed $(SPEED))
bench: setup
	$(PY) -m tests.bench
display-gallery: setup
	$(PY) -m display gallery
docs: setup
	$(PY) -m broker docs
kiosk-gallery: setup
	$(PY) -m kiosk gallery --out build/gallery/kiosk
esphome-check:
	firmware_cfg/esphome/check.sh build/esphome-venv build/esphome

clean:
	rm -rf build .pytest_cache .mypy_cache .ruff_cache .hypothesis
