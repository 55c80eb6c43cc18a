"""Checks across records. Each rule is a small generator over the catalog; `check` runs them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from handbok.catalog import Catalog
from handbok.diagnostics import Diagnostic, in_order
from handbok.memory import FORGETFUL, Memory
from handbok.rules import actions, addresses, control, counts, facts, goals, legal, persons, prose, risks, suspect

Rule = Callable[[Catalog], Iterator[Diagnostic]]

RULES: tuple[Rule, ...] = (
    goals.same_id_above_and_below,
    goals.parents,
    goals.predecessors,
    goals.cycles,
    goals.gaps,
    prose.section_headings,
    facts.outcome_within_its_parts,
    facts.rows_given_twice,
    facts.complaint_sums,
    facts.budget_sums,
    facts.last_year,
    addresses.former_ids,
    addresses.step_ids,
    control.reviews_in_time,
    control.versions_forwards,
    control.withdrawn,
    control.substantial_changes,
    control.review_date_told_once,
    control.dates_moved_in_one_go,
    control.receipts,
    suspect.to_confirm,
    suspect.confirmed_without_link,
    actions.led_to_by_something,
    actions.ends,
    actions.results,
    legal.requirements_given_twice,
    risks.high_risks_handled,
    risks.controls_made,
)


REMEMBERING: tuple[Callable[[Catalog, Memory], Iterator[Diagnostic]], ...] = (
    prose.what_may_not_stand_in_prose,
    persons.pointed_out,
    counts.secret_counts,
    legal.obsolete_places,
)
"""Those that take long, and remember what they found in what has not changed."""


def check(catalog: Catalog, memory: Memory = FORGETFUL) -> tuple[Diagnostic, ...]:
    """Everything the rules find, in order."""
    found = [finding for rule in RULES for finding in rule(catalog)]
    return in_order([*found, *(finding for rule in REMEMBERING for finding in rule(catalog, memory))])
