package dev.trellis.ui.web.approval;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.record.Records;
import dev.trellis.ui.web.field.RecordReferences;
import dev.trellis.ui.web.field.References;
import dev.trellis.ui.web.field.References.Reference;
import java.util.List;

/** Makes fields in which people are chosen by name, as far as the person at the screen sees them. */
final class PeoplePicker {

    private final References references;

    PeoplePicker(Records records, Actor.Person actor) {
        this.references = new RecordReferences(records, () -> actor);
    }

    ComboBox<Reference> one(String label) {
        var box = new ComboBox<Reference>(label);
        box.setItems(query ->
                references.find("user", query.getFilter().orElse(""), query.getOffset(), query.getLimit()).stream());
        box.setItemLabelGenerator(Reference::label);
        box.setRequiredIndicatorVisible(true);
        box.setWidthFull();
        return box;
    }

    MultiSelectComboBox<Reference> several(String label) {
        var box = new MultiSelectComboBox<Reference>(label);
        box.setItems(query ->
                references.find("user", query.getFilter().orElse(""), query.getOffset(), query.getLimit()).stream());
        box.setItemLabelGenerator(Reference::label);
        box.setRequiredIndicatorVisible(true);
        box.setWidthFull();
        return box;
    }

    static List<RecordId> chosen(MultiSelectComboBox<Reference> box) {
        return box.getSelectedItems().stream().map(Reference::id).toList();
    }
}
