package dev.trellis.ui.web.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.access.Actor;
import dev.trellis.ui.web.component.Glyph;
import java.util.ArrayList;
import java.util.List;

/** The column of links at the left; it marks the one that leads to where the reader is. */
final class SideNavigation extends Nav {

    private final List<Anchor> links = new ArrayList<>();

    SideNavigation() {
        addClassName("side-nav");
    }

    /** Shows what the navigation offers this person, in the person's language. */
    void show(Navigation navigation, Actor.Person actor) {
        removeAll();
        links.clear();
        getElement().setAttribute("aria-label", getTranslation("nav.main"));
        add(link(getTranslation("nav.home"), Glyph.HOME, "", 0));
        add(link(getTranslation("nav.approvals"), Glyph.APPROVAL, "approvals", navigation.waitingApprovals(actor)));
        for (var group : navigation.groups(actor)) {
            add(heading(group.label()));
            group.entries().forEach(entry -> add(link(entry.label(), entry.glyph(), entry.path(), 0)));
        }
        if (navigation.mayDesign(actor)) {
            var studio = new Div(link(getTranslation("nav.studio"), Glyph.STUDIO, "studio", 0));
            studio.addClassName("side-nav-foot");
            add(studio);
        }
    }

    /** Marks the link whose page, with the list it chooses, is at {@code path}; else the one at or above it. */
    void mark(String path) {
        var bare = path.replaceFirst("\\?.*", "");
        var chosen = links.stream().map(Anchor::getHref).anyMatch(href -> href.contains("?") && href.equals(path));
        for (var link : links) {
            var isCurrent = chosen ? link.getHref().equals(path) : leadsTo(link.getHref(), bare);
            if (isCurrent) {
                link.getElement().setAttribute("aria-current", "page");
            } else {
                link.getElement().removeAttribute("aria-current");
            }
        }
    }

    private static boolean leadsTo(String target, String path) {
        if (target.isEmpty() || target.equals(".")) {
            return path.isEmpty();
        }
        return path.equals(target) || path.startsWith(target + "/");
    }

    private static Component heading(String label) {
        var heading = new Span(label);
        heading.addClassName("side-nav-group");
        return heading;
    }

    private Anchor link(String label, Glyph glyph, String path, int badge) {
        var text = new Span(label);
        text.addClassName("side-nav-label");
        var link = new Anchor(path.isEmpty() ? "." : path, glyph.create(), text);
        link.setRouterIgnore(false);
        link.getElement().setAttribute("router-link", true);
        link.getElement().setAttribute("title", label);
        if (badge > 0) {
            var count = new Span(badge > 99 ? "99+" : Integer.toString(badge));
            count.addClassName("badge");
            link.add(count);
        }
        links.add(link);
        return link;
    }
}
