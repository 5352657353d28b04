package dev.trellis.ui.web.studio;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.progressbar.ProgressBar;
import dev.trellis.core.schema.StoragePlanner;
import dev.trellis.form.design.Design;
import dev.trellis.form.design.DesignEdit;
import java.util.Map;
import java.util.function.Consumer;

/** What concerns the records as a whole: whether looks at them are kept, and how much room their table has left. */
final class EntityPane extends Div {

    private final Checkbox sensitive = new Checkbox();
    private final H3 roomTitle = new H3();
    private final ProgressBar used = new ProgressBar(0, 100);
    private final Paragraph room = new Paragraph();
    private boolean showing;

    EntityPane(Consumer<DesignEdit> edited) {
        addClassNames("properties-section", "entity-pane");
        sensitive.addClassName("entity-sensitive");
        sensitive.addValueChangeListener(changed -> {
            if (changed.isFromClient() && !showing) {
                edited.accept(new DesignEdit.SetSensitive(changed.getValue()));
            }
        });
        add(sensitive, roomTitle, used, room);
    }

    void show(Design design) {
        var entity = design.entityDefinition();
        showing = true;
        sensitive.setLabel(getTranslation("studio.entity.sensitive"));
        sensitive.setHelperText(getTranslation("studio.entity.sensitive.help"));
        sensitive.setValue(entity.sensitive());
        sensitive.setVisible(entity.ownedBy() == null);
        showing = false;
        var found = StoragePlanner.room(entity);
        roomTitle.setText(getTranslation("studio.entity.room"));
        used.setValue(Math.min(100, found.first().percent()));
        var text = new StringBuilder(getTranslation(
                "studio.entity.room.used",
                Map.of(
                        "percent", found.first().percent(),
                        "bytes", found.first().rowBytes(),
                        "most", StoragePlanner.ROW_BYTES,
                        "columns", found.first().columns(),
                        "mostColumns", StoragePlanner.COLUMNS)));
        if (found.extensions() > 0) {
            text.append(' ').append(getTranslation("studio.entity.room.more", Map.of("count", found.extensions())));
        }
        if (found.isFull()) {
            text.append(' ').append(getTranslation("studio.entity.room.full"));
        }
        room.setText(text.toString());
    }
}
