"""High risks that nobody does anything about, and controls that nobody tells of."""

from __future__ import annotations

from collections.abc import Iterator

from handbok.catalog import Catalog
from handbok.diagnostics import Diagnostic, diagnostic
from handbok.risks import missed, unhandled


def high_risks_handled(catalog: Catalog) -> Iterator[Diagnostic]:
    """A risk with a riskvärde at or above the limit has an action or a control."""
    limit = catalog.handbok.riskgrans
    for risk in unhandled(catalog.risker.values(), limit):
        message = (
            f"risken har riskvärdet {risk.data.riskvarde}, gränsen är {limit}, "
            f'och varken åtgärd eller kontroll: "{risk.data.handelse}"'
        )
        yield diagnostic(risk.at(), "risk-utan-kontroll", message)


def controls_made(catalog: Catalog) -> Iterator[Diagnostic]:
    """Each occasion of a control has a result, or a reason why there is none, once the unit has reported its period."""
    done = catalog.reported()
    for control in catalog.kontroller.values():
        for number in missed(control.data, done.get((control.ar, control.enhet), set())):
            occasion = control.data.tillfallen[number]
            period = catalog.handbok.period(occasion.period)
            message = f'"{control.data.titel}", {occasion.namn}: {period.kort} {control.ar} är redovisad utan resultat'
            found = diagnostic(control.at("tillfallen", number), "egenkontroll-utebliven", message)
            yield found.acknowledged(control.note) if control.note else found
