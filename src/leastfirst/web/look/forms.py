"""Forms in the shape of GOV.UK Frontend, on Django's own renderer; the settings name `GovukRenderer` as FORM_RENDERER.

`{{ form }}` gives the summary of what is wrong and every field; `{{ form.name.as_field_group }}` one field with its
label, hint, error and input. Names and order are Django's, so any form and widget of Django can be used.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.template import TemplateDoesNotExist

DJANGO = "django/forms/widgets/"
OURS = "look/forms/widgets/"


class GovukRenderer(TemplatesSetting):
    """Draws forms and fields with our templates, and widgets too where we have one of that name."""

    form_template_name = "look/forms/form.html"
    field_template_name = "look/forms/field.html"

    def get_template(self, template_name: str) -> Any:
        """Our template of a widget, else Django's."""
        if template_name.startswith(DJANGO):
            try:
                return super().get_template(OURS + template_name.removeprefix(DJANGO))
            except TemplateDoesNotExist:
                pass
        return super().get_template(template_name)


class UnitInput(forms.TextInput):
    """A short input with its unit shown before or after it, as in £ or %; on phones with the keys for numbers.

    No `type="number"`: it changes when a wheel turns and swallows what it cannot read, so that nobody can be told.
    """

    template_name = "look/forms/widgets/unit.html"

    def __init__(self, *, before: str = "", after: str = "", characters: int = 5, whole: bool = False) -> None:
        super().__init__(attrs={"inputmode": "numeric" if whole else "decimal", "spellcheck": "false"})
        self.before, self.after, self.characters = before, after, characters

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """As Django's, with the unit and how many characters to make room for: 2, 3, 4, 5, 10 or 20."""
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"before": self.before, "after": self.after, "characters": self.characters}
        return context
