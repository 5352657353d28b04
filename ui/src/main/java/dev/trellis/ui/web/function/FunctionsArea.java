package dev.trellis.ui.web.function;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.problem.Messages;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.studio.StudioArea;
import jakarta.inject.Singleton;
import java.util.List;

/** The functions among the things that can be shaped. */
@Singleton
final class FunctionsArea implements StudioArea {

    private final CurrentActor currentActor;

    FunctionsArea(CurrentActor currentActor) {
        this.currentActor = currentActor;
    }

    @Override
    public int position() {
        return 80;
    }

    @Override
    public String title() {
        return "function.area";
    }

    @Override
    public List<Entry> entries(Metadata draft) {
        return draft.functions().stream()
                .map(function -> new Entry(
                        function.key(),
                        FunctionView.path(function.id()),
                        Glyph.FORMULA,
                        function.label(),
                        function.signature()))
                .toList();
    }

    @Override
    public List<Component> actions(Runnable changed) {
        var add =
                new Button(Messages.text("function.new", currentActor.require().locale()), Glyph.PLUS.create());
        add.addClickListener(clicked -> add.getUI().ifPresent(ui -> ui.navigate(FunctionView.path(FunctionView.NEW))));
        return List.of(add);
    }
}
