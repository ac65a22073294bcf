"""Forms: each field says what it is for and what is wrong with it, and is tied to its words for those who hear it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django import forms
from django.utils.html import escape

from leastfirst.web.look.forms import GovukRenderer, UnitInput


class WhatIf(forms.Form):
    """The kinds of field that pages use or will."""

    default_renderer = GovukRenderer()
    weight = forms.DecimalField(
        label="How much need counts", help_text="From 1 to 10.", max_value=10, widget=UnitInput(after="times")
    )
    floor = forms.IntegerField(
        label="The least", required=False, widget=UnitInput(before="£", characters=10, whole=True)
    )
    shared = forms.ChoiceField(
        label="Shared by", choices=[("n", "Need"), ("r", "<Residents>")], widget=forms.RadioSelect
    )
    kinds = forms.MultipleChoiceField(
        label="Kinds", choices=[("c", "Capital"), ("v", "Revenue")], widget=forms.CheckboxSelectMultiple, required=False
    )
    formula = forms.ChoiceField(label="Formula", choices=[("a", "By need"), ("b", "The same")], required=False)
    strings = forms.BooleanField(label="Keep the strings", required=False)
    remark = forms.CharField(label="Remark", widget=forms.Textarea, required=False)


GOOD = {"weight": "3", "floor": "1000", "shared": "r", "kinds": ["v"], "formula": "b", "strings": "on", "remark": "a<b"}


def drawn(data: dict[str, Any] | None = None) -> str:
    return str(WhatIf(data, use_required_attribute=False))


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html)).strip()


def test_every_input_has_a_label_of_its_own() -> None:
    html = drawn()
    ids = re.findall(r'<(?:input|select|textarea)[^>]* id="([^"]+)"', html)
    assert len(ids) == 9
    assert sorted(ids) == sorted(re.findall(r'<label[^>]* for="([^"]+)"', html))
    assert words(html).startswith(
        "How much need counts From 1 to 10. times The least £ Shared by Need &lt;Residents&gt;"
    )
    assert html.count("<legend") == 2


def test_what_was_chosen_is_kept() -> None:
    html = drawn(GOOD)
    assert 'value="3"' in html
    assert re.search(r'value="r"[^>]* checked', html)
    assert not re.search(r'value="n"[^>]* checked', html)
    assert re.search(r'value="v"[^>]* checked', html)
    assert '<option value="b" selected>' in html
    assert "a&lt;b</textarea>" in html
    assert "There is a problem" not in html


def test_what_is_wrong_is_said_at_the_top_and_at_the_field() -> None:
    html = drawn({**GOOD, "weight": '11"', "shared": ""})
    summary = html[: html.index("govuk-form-group")]
    assert words(summary).startswith("There is a problem How much need counts: Enter a number.")
    assert '<a href="#id_weight">' in summary
    assert '<a href="#id_shared_0">' in summary, "the first of the choices"
    assert 'id="id_shared_0"' in html
    assert html.count("govuk-form-group--error") == 2
    assert 'value="11&quot;"' in html, "nothing that was typed is lost"
    field = re.search(r'<input[^>]*name="weight"[^>]*>', html)
    assert field
    assert 'aria-invalid="true"' in field[0]
    described = re.search(r'aria-describedby="([^"]+)"', field[0])
    assert described
    assert all(f'id="{name}"' in html for name in described[1].split())


def test_a_fault_of_the_whole_form_is_in_the_summary() -> None:
    form = WhatIf(GOOD)
    form.add_error(None, "The parts come to more than <all>.")
    assert escape("The parts come to more than <all>.") in str(form)


@pytest.mark.parametrize(("name", "keys"), [("weight", "decimal"), ("floor", "numeric")])
def test_a_phone_shows_the_keys_for_numbers(name: str, keys: str) -> None:
    field = re.search(rf'<input[^>]*name="{name}"[^>]*>', drawn())
    assert field
    assert 'type="text"' in field[0]
    assert f'inputmode="{keys}"' in field[0]


def test_a_widget_that_we_have_no_template_for_is_djangos() -> None:
    class When(forms.Form):
        default_renderer = GovukRenderer()
        day = forms.DateField(widget=forms.SelectDateWidget)

    assert "day_month" in str(When())
