package dev.trellis.ui.web.record;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import dev.trellis.ui.web.record.RecordExtension.Moment;
import java.util.Comparator;
import java.util.List;

/** Everything that happened to a record, newest first: what was saved, done and decided. */
final class TimelinePanel extends Div {

    private static final int SHOWN = 60;

    private final transient List<Moment> moments;
    private final Div entries = new Div();
    private final Div kinds = new Div();
    private String kind = "";

    TimelinePanel(List<Moment> happened) {
        moments = happened.stream()
                .sorted(Comparator.comparing(Moment::at).reversed())
                .toList();
        addClassNames("side-panel", "history");
        kinds.addClassName("timeline-kinds");
        entries.addClassName("timeline-entries");
        var head = new Div(new H2(getTranslation("timeline.title")), kinds);
        head.addClassName("timeline-head");
        add(head, entries);
        show();
    }

    private void show() {
        var present = moments.stream().map(Moment::kind).distinct().sorted().toList();
        kinds.removeAll();
        if (present.size() > 1) {
            kinds.add(choice(""));
            present.forEach(each -> kinds.add(choice(each)));
        }
        entries.removeAll();
        moments.stream()
                .filter(moment -> kind.isEmpty() || moment.kind().equals(kind))
                .limit(SHOWN)
                .forEach(moment -> entries.add(moment.shown()));
    }

    private Button choice(String chosen) {
        var button = new Button(getTranslation(chosen.isEmpty() ? "timeline.all" : "timeline." + chosen), clicked -> {
            kind = chosen;
            show();
        });
        button.addClassName("quiet");
        button.getElement().setAttribute("aria-pressed", Boolean.toString(kind.equals(chosen)));
        return button;
    }
}
