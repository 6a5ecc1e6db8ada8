"""How every form comes onto a page: label, hint, what is wrong, control; and above all, a list of what is wrong."""

from __future__ import annotations

from django.forms import CheckboxInput, MultiWidget
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting


class PageField(BoundField):
    """A field that knows what its template asks."""

    @property
    def is_tick(self) -> bool:
        """Whether it is one box to tick, whose label stands behind it."""
        return isinstance(self.field.widget, CheckboxInput)

    @property
    def is_optional(self) -> bool:
        """Whether it may stay empty and can be filled in at all; a box to tick may always.

        Of several fields that stand for each other one has to be filled in: such a field is `one_of_several`.
        """
        said = getattr(self.field, "one_of_several", False)
        return not (self.field.required or self.field.disabled or self.is_tick or said)

    @property
    def first_control(self) -> str:
        """The id of what takes the focus when somebody follows a link to this field."""
        if isinstance(self.field.widget, MultiWidget):
            return f"{self.auto_id}_0"
        controls = self.subwidgets if self.use_fieldset else []
        return controls[0].id_for_label if controls else str(self.id_for_label or self.auto_id)


class Rendering(TemplatesSetting):
    """Named by the setting FORM_RENDERER."""

    form_template_name = "design/form.html"
    field_template_name = "design/field.html"
    bound_field_class = PageField
