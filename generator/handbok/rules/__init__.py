"""Checks across records. Each rule is a small generator over the catalog; `check` runs them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from handbok.catalog import Catalog
from handbok.diagnostics import Diagnostic, in_order
from handbok.rules import addresses, control, counts, facts, goals, persons, prose, risks

Rule = Callable[[Catalog], Iterator[Diagnostic]]

RULES: tuple[Rule, ...] = (
    goals.same_id_above_and_below,
    goals.parents,
    goals.predecessors,
    goals.cycles,
    goals.gaps,
    prose.section_headings,
    prose.what_may_not_stand_in_prose,
    facts.outcome_within_its_parts,
    facts.rows_given_twice,
    facts.complaint_sums,
    facts.budget_sums,
    facts.last_year,
    addresses.former_ids,
    control.reviews_in_time,
    control.versions_forwards,
    control.withdrawn,
    control.substantial_changes,
    control.review_date_told_once,
    control.dates_moved_in_one_go,
    control.receipts,
    risks.high_risks_handled,
    risks.controls_made,
    persons.pointed_out,
    counts.secret_counts,
)


def check(catalog: Catalog) -> tuple[Diagnostic, ...]:
    """Everything the rules find, in order."""
    return in_order(found for rule in RULES for found in rule(catalog))
