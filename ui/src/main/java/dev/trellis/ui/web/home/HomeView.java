package dev.trellis.ui.web.home;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.PageState;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.shell.Navigation;
import dev.trellis.ui.web.shell.Shell;
import io.micronaut.context.annotation.Prototype;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Greets, says what waits, and leads on. */
@Prototype
@Route(value = "", layout = Shell.class)
final class HomeView extends Div implements LocaleChangeObserver, HasDynamicTitle {

    private final transient CurrentActor currentActor;
    private final transient Navigation navigation;
    private final transient List<HomePanel> panels;

    HomeView(CurrentActor currentActor, Navigation navigation, List<HomePanel> panels) {
        this.currentActor = currentActor;
        this.navigation = navigation;
        this.panels = panels.stream()
                .sorted(Comparator.comparingInt(HomePanel::position))
                .toList();
        addClassName("home");
    }

    @Override
    public void localeChange(LocaleChangeEvent event) {
        var actor = currentActor.require();
        removeAll();
        add(new H1(getTranslation("home.greeting", Map.of("name", actor.name()))));
        var waiting = navigation.waitingApprovals(actor);
        var sentence = new Anchor(
                "approvals",
                waiting == 0
                        ? getTranslation("home.nothing-waits")
                        : getTranslation(waiting == 1 ? "home.waits.one" : "home.waits", Map.of("count", waiting)));
        sentence.addClassName("home-waiting");
        add(sentence);
        var blocks = new Div();
        blocks.addClassName("home-panels");
        panels.forEach(panel -> panel.show(actor).ifPresent(blocks::add));
        blocks.setVisible(blocks.getComponentCount() > 0);
        add(blocks);
        var groups = navigation.groups(actor);
        if (groups.isEmpty()) {
            add(PageState.empty(Glyph.TABLE, getTranslation("home.empty.title"), getTranslation("home.empty.text")));
        }
        for (var group : groups) {
            var heading = new Span(group.label());
            heading.addClassName("home-group");
            var tiles = new Div();
            tiles.addClassName("home-tiles");
            group.entries().forEach(entry -> tiles.add(tile(entry)));
            add(heading, tiles);
        }
    }

    @Override
    public String getPageTitle() {
        return getTranslation("nav.home");
    }

    private Div tile(Navigation.Entry entry) {
        var open = new Anchor(entry.path(), entry.glyph().create(), new Span(entry.label()));
        open.addClassName("home-open");
        var tile = new Div(open);
        tile.addClassName("home-tile");
        var create = entry.create();
        if (create != null) {
            var make = new Anchor(create, Glyph.PLUS.create());
            make.addClassName("home-create");
            var label = getTranslation("nav.new", Map.of("what", entry.one()));
            make.getElement().setAttribute("title", label);
            make.getElement().setAttribute("aria-label", label);
            tile.add(make);
        }
        return tile;
    }
}
