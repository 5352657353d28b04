package dev.trellis.ui.web.studio.pipeline;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** Asks where the records of a stage go before it goes; the publish moves them. */
final class RemoveStageDialog extends Dialog {

    RemoveStageDialog(PipelineState state, String stage, Consumer<String> removed) {
        var name = state.stage(stage).map(state::label).orElse("");
        addClassName("remove-stage");
        setWidth("440px");
        setHeaderTitle(state.text("studio.stage.remove.title", Map.of("stage", name)));
        var into = new Select<ObjectNode>();
        into.setLabel(state.text("studio.stage.remove.into"));
        into.setItems(state.stages().stream()
                .filter(other -> !PipelineState.id(other).equals(stage))
                .toList());
        into.setItemLabelGenerator(state::label);
        into.setWidthFull();
        into.addClassName("remove-stage-into");
        add(new Paragraph(state.text("studio.stage.remove.text")), into);
        var remove = new Button(state.text("studio.stage.remove"), clicked -> {
            if (into.getValue() == null) {
                into.setInvalid(true);
                into.setErrorMessage(state.text("studio.stage.remove.missing"));
                return;
            }
            close();
            removed.accept(PipelineState.id(into.getValue()));
        });
        remove.addThemeVariants(ButtonVariant.PRIMARY);
        remove.addClassName("remove-stage-now");
        getFooter().add(new Button(getTranslation("action.cancel"), clicked -> close()), remove);
    }
}
