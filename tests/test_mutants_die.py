"""The list of faults fits the code it speaks of, and a few of them are put in and seen."""

import ast

import pytest

from tests.mutants import ROOT, chosen_by, mutants, survivors


def defined(path) -> set[str]:
    """Names of the tests in a file."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("mutant", mutants(), ids=lambda m: m.name)
def test_a_listed_fault_can_be_put_in_and_its_tests_exist(mutant):
    text = (ROOT / mutant.file).read_text(encoding="utf-8")
    assert text.count(mutant.old) == 1
    assert mutant.old != mutant.new
    assert mutant.tests
    for test in mutant.tests:
        path, _, name = test.partition("::")
        assert not name or name in defined(path), test


def test_no_two_faults_have_one_name():
    names = [m.name for m in mutants()]
    assert len(set(names)) == len(names)


def test_the_faults_tried_with_every_run_are_seen():
    assert survivors(chosen_by(["seed"])) == {}


def test_a_fault_that_is_not_listed_is_not_tried():
    with pytest.raises(SystemExit, match="No such mutant: a typing error"):
        chosen_by(["a typing error"])
