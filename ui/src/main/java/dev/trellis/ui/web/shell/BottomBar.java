package dev.trellis.ui.web.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.contextmenu.ContextMenu;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.access.Actor;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.session.CurrentActor;
import java.util.Map;
import java.util.TreeMap;

/** On a phone: the five things within reach of a thumb. */
final class BottomBar extends Nav {

    private final transient CurrentActor currentActor;
    private final transient Navigation navigation;
    private final CommandMenu commands;
    private final transient Runnable more;
    private final Map<String, Button> places = new TreeMap<>();

    BottomBar(CurrentActor currentActor, Navigation navigation, CommandMenu commands, Runnable more) {
        this.currentActor = currentActor;
        this.navigation = navigation;
        this.commands = commands;
        this.more = more;
        addClassName("bottom-bar");
    }

    void show(Actor.Person actor) {
        removeAll();
        places.clear();
        add(place("nav.home", Glyph.HOME, "", 0));
        add(button("nav.search", Glyph.SEARCH, commands::open));
        add(create(actor));
        add(place("nav.approvals", Glyph.APPROVAL, "approvals", navigation.waitingApprovals(actor)));
        add(button("nav.more", Glyph.MORE, more));
    }

    void mark(String path) {
        places.forEach((place, button) -> {
            if (place.equals(path)) {
                button.getElement().setAttribute("aria-current", "page");
            } else {
                button.getElement().removeAttribute("aria-current");
            }
        });
    }

    private Component create(Actor.Person actor) {
        var create = button("nav.create", Glyph.PLUS, () -> {});
        create.addClassName("bottom-create");
        var menu = new ContextMenu(create);
        menu.setOpenOnClick(true);
        for (var group : navigation.groups(actor)) {
            for (var entry : group.entries()) {
                var target = entry.create();
                if (target != null) {
                    menu.addItem(entry.one(), clicked -> getUI().ifPresent(ui -> ui.navigate(target)));
                }
            }
        }
        create.setVisible(!menu.getItems().isEmpty());
        return create;
    }

    private Button place(String key, Glyph glyph, String path, int badge) {
        var button = button(key, glyph, () -> getUI().ifPresent(ui -> ui.navigate(path)));
        if (badge > 0) {
            var count = new Span(badge > 99 ? "99+" : Integer.toString(badge));
            count.addClassName("badge");
            button.getElement().appendChild(count.getElement());
        }
        places.put(path, button);
        return button;
    }

    private Button button(String key, Glyph glyph, Runnable action) {
        var button = new Button();
        button.addClickListener(clicked -> {
            currentActor.require();
            action.run();
        });
        var label = new Span(getTranslation(key));
        button.getElement().appendChild(glyph.create().getElement(), label.getElement());
        button.addClassName("bottom-place");
        return button;
    }
}
