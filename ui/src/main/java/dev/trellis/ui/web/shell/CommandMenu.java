package dev.trellis.ui.web.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.trellis.core.access.Actor;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.session.CurrentActor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Ctrl-K: type a few letters, Enter goes there. */
final class CommandMenu extends Dialog {

    private static final int MOST_SHOWN = 12;

    private final transient CurrentActor currentActor;
    private final transient Navigation navigation;
    private final TextField query = new TextField();
    private final Div results = new Div();
    private final transient List<Command> shown = new ArrayList<>();
    private int selected;

    private record Command(String label, Glyph glyph, String path) {}

    CommandMenu(CurrentActor currentActor, Navigation navigation) {
        this.currentActor = currentActor;
        this.navigation = navigation;
        addClassName("command-menu");
        setWidth("560px");
        setModality(com.vaadin.flow.component.ModalityMode.STRICT);
        query.setPrefixComponent(Glyph.SEARCH.create("prefix"));
        query.setValueChangeMode(ValueChangeMode.LAZY);
        query.setValueChangeTimeout(80);
        query.setWidthFull();
        query.addValueChangeListener(changed -> search());
        results.addClassName("command-results");
        results.getElement().setAttribute("role", "listbox");
        add(query, results);
        Shortcuts.addShortcutListener(this, () -> move(1), Key.ARROW_DOWN).listenOn(this);
        Shortcuts.addShortcutListener(this, () -> move(-1), Key.ARROW_UP).listenOn(this);
        Shortcuts.addShortcutListener(this, this::goToSelected, Key.ENTER).listenOn(this);
    }

    /** Opens on Ctrl-K and on {@code /} while {@code owner} is shown. */
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
        var wanted = query.getValue().strip().toLowerCase(Locale.ROOT);
        shown.clear();
        commands(currentActor.require()).stream()
                .filter(command -> command.label().toLowerCase(Locale.ROOT).contains(wanted))
                .limit(MOST_SHOWN)
                .forEach(shown::add);
        selected = 0;
        show();
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
                    var label = getTranslation("nav.new", java.util.Map.of("what", entry.one()));
                    all.add(new Command(label, Glyph.PLUS, create));
                }
            }
        }
        if (navigation.mayDesign(actor)) {
            all.add(new Command(getTranslation("nav.studio"), Glyph.STUDIO, "studio"));
        }
        return all;
    }

    private void show() {
        results.removeAll();
        for (int i = 0; i < shown.size(); i++) {
            var command = shown.get(i);
            var line = new Button(command.label(), clicked -> go(command));
            line.setIcon(command.glyph().create());
            line.addClassName("command");
            line.getElement().setAttribute("role", "option");
            line.getElement().setAttribute("aria-selected", Boolean.toString(i == selected));
            line.setTabIndex(-1);
            results.add(line);
        }
        if (shown.isEmpty()) {
            var nothing = new Span(getTranslation("nav.search.nothing"));
            nothing.addClassName("command-nothing");
            results.add(nothing);
        }
    }

    private void move(int by) {
        if (!shown.isEmpty()) {
            selected = Math.floorMod(selected + by, shown.size());
            show();
        }
    }

    private void goToSelected() {
        if (selected < shown.size()) {
            go(shown.get(selected));
        }
    }

    private void go(Command command) {
        close();
        getUI().ifPresent(ui -> ui.navigate(command.path()));
    }
}
