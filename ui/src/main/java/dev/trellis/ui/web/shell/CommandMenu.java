package dev.trellis.ui.web.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.trellis.core.access.Actor;
import dev.trellis.core.search.SearchRequest;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.session.CurrentActor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Ctrl-K: type a few letters of a record or a place, Enter goes there. */
final class CommandMenu extends Dialog {

    private static final String PRESSED = "event.key";
    private static final String TYPED = "element.value";
    private static final int MOST_PLACES = 12;
    private static final int MOST_PLACES_BESIDE_RECORDS = 4;

    private final transient CurrentActor currentActor;
    private final transient Navigation navigation;
    private final transient FoundRecords records;
    private final TextField query = new TextField();
    private final Div results = new Div();
    private final transient List<Choice> shown = new ArrayList<>();
    private int selected;

    private record Command(String label, Glyph glyph, String path) {}

    /** A line that can be chosen. */
    private record Choice(Div line, String path) {}

    CommandMenu(CurrentActor currentActor, Navigation navigation, FoundRecords records) {
        this.currentActor = currentActor;
        this.navigation = navigation;
        this.records = records;
        addClassName("command-menu");
        setWidth("640px");
        setModality(com.vaadin.flow.component.ModalityMode.STRICT);
        query.setPrefixComponent(Glyph.SEARCH.create("prefix"));
        query.setValueChangeMode(ValueChangeMode.LAZY);
        query.setValueChangeTimeout(120);
        query.setMaxLength(SearchRequest.MAX_LENGTH);
        query.setClearButtonVisible(true);
        query.setWidthFull();
        query.addValueChangeListener(changed -> search());
        results.addClassName("command-results");
        results.getElement().setAttribute("role", "listbox");
        add(query, results);
        listenInField();
    }

    /** An input method that is still composing characters keeps its keys. */
    private void listenInField() {
        query.getElement()
                .addEventListener("keydown", event -> {
                    var data = event.getEventData();
                    pressed(data.path(PRESSED).asString(""), data.path(TYPED).asString(""));
                })
                .addEventData(PRESSED)
                .addEventData(TYPED)
                .setFilter("!event.isComposing && ['ArrowDown', 'ArrowUp', 'Enter'].includes(event.key)")
                .preventDefault();
    }

    private void pressed(String key, String typed) {
        switch (key) {
            case "ArrowDown" -> move(1);
            case "ArrowUp" -> move(-1);
            case "Enter" -> {
                // Enter may come before the pause after which what was typed is looked for.
                query.setValue(typed);
                goToSelected();
            }
            default -> {}
        }
    }

    /** Opens on Ctrl-K while {@code owner} is shown. */
    void listenForKeys(Component owner) {
        Shortcuts.addShortcutListener(owner, this::open, Key.KEY_K, KeyModifier.CONTROL);
        Shortcuts.addShortcutListener(owner, this::open, Key.KEY_K, KeyModifier.META);
    }

    @Override
    public void open() {
        currentActor.require();
        query.setPlaceholder(getTranslation("nav.search.hint"));
        query.setAriaLabel(getTranslation("nav.search.hint"));
        query.clear();
        search();
        super.open();
        query.focus();
    }

    private void search() {
        var actor = currentActor.require();
        var wanted = query.getValue().strip().toLowerCase(Locale.ROOT);
        var found = records.find(actor, wanted);
        var places = commands(actor).stream()
                .filter(command -> command.label().toLowerCase(Locale.ROOT).contains(wanted))
                .limit(found.groups().isEmpty() ? MOST_PLACES : MOST_PLACES_BESIDE_RECORDS)
                .toList();
        // Whoever types the beginning of a place's name most likely wants to go there.
        boolean placesFirst = places.stream()
                .anyMatch(place -> place.label().toLowerCase(Locale.ROOT).startsWith(wanted));
        results.removeAll();
        shown.clear();
        if (placesFirst) {
            showPlaces(places, !wanted.isEmpty());
        }
        found.groups().forEach(this::showGroup);
        if (!placesFirst) {
            showPlaces(places, !wanted.isEmpty());
        }
        showNotes(found);
        selected = 0;
        mark();
    }

    private List<Command> commands(Actor.Person actor) {
        var all = new ArrayList<Command>();
        all.add(new Command(getTranslation("nav.home"), Glyph.HOME, ""));
        all.add(new Command(getTranslation("nav.approvals"), Glyph.APPROVAL, "approvals"));
        for (var group : navigation.groups(actor)) {
            for (var entry : group.entries()) {
                all.add(new Command(entry.label(), entry.glyph(), entry.path()));
                var create = entry.create();
                if (create != null) {
                    all.add(new Command(getTranslation("nav.new", Map.of("what", entry.one())), Glyph.PLUS, create));
                }
            }
        }
        for (var place : navigation.places(actor)) {
            all.add(new Command(getTranslation(place.key()), place.glyph(), place.path()));
        }
        if (navigation.mayDesign(actor)) {
            all.add(new Command(getTranslation("nav.studio"), Glyph.STUDIO, "studio"));
        }
        return all;
    }

    private void showPlaces(List<Command> places, boolean underHeading) {
        if (underHeading && !places.isEmpty()) {
            heading(getTranslation("nav.search.places"));
        }
        for (var place : places) {
            line(place.glyph(), place.path(), new Span(place.label()));
        }
    }

    private void showGroup(FoundRecords.Group group) {
        heading(group.label());
        for (var record : group.lines()) {
            var title = record.title().component();
            title.addClassName("found-title");
            var line = line(group.glyph(), record.path(), title);
            for (var detail : record.detail()) {
                var label = new Span(detail.label());
                label.addClassName("found-label");
                var text = new Div(label, detail.text().component());
                text.addClassName("found-detail");
                line.add(text);
            }
        }
    }

    private void showNotes(FoundRecords.Found found) {
        if (shown.isEmpty()) {
            note(getTranslation("nav.search.nothing"));
        }
        if (found.more()) {
            note(getTranslation("nav.search.more"));
        }
        if (!found.complete()) {
            note(getTranslation("nav.search.incomplete"));
        }
    }

    private void heading(String text) {
        var heading = new Span(text);
        heading.addClassName("command-heading");
        results.add(heading);
    }

    private void note(String text) {
        var note = new Span(text);
        note.addClassName("command-nothing");
        note.getElement().setAttribute("role", "status");
        results.add(note);
    }

    private Div line(Glyph glyph, String path, Span text) {
        var line = new Div(glyph.create(), text);
        line.addClassName("command");
        line.getElement().setAttribute("role", "option");
        line.addClickListener(clicked -> go(path));
        shown.add(new Choice(line, path));
        results.add(line);
        return line;
    }

    private void move(int by) {
        if (!shown.isEmpty()) {
            selected = Math.floorMod(selected + by, shown.size());
            mark();
        }
    }

    private void mark() {
        for (int i = 0; i < shown.size(); i++) {
            var element = shown.get(i).line().getElement();
            element.setAttribute("aria-selected", Boolean.toString(i == selected));
            if (i == selected) {
                element.executeJs("this.scrollIntoView({block: 'nearest'})");
            }
        }
    }

    private void goToSelected() {
        if (selected < shown.size()) {
            go(shown.get(selected).path());
        }
    }

    private void go(String path) {
        // A closed dialog belongs to no page any more.
        var ui = getUI();
        close();
        ui.ifPresent(page -> page.navigate(path));
    }
}
