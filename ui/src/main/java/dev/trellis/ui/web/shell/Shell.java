package dev.trellis.ui.web.shell;

import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.RouterLayout;
import dev.trellis.core.access.Actor;
import dev.trellis.core.publish.LiveMetadata;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.session.LanguageSwitch;
import dev.trellis.workflow.notify.NoticeWatch;
import dev.trellis.workflow.notify.Notifications;
import io.micronaut.context.annotation.Prototype;

/** The frame around every page: navigation at the left, header above, on a phone a bar below instead. */
@Prototype
public final class Shell extends Div implements RouterLayout, LocaleChangeObserver, AfterNavigationObserver {

    private final transient CurrentActor currentActor;
    private final transient Navigation navigation;
    private final SideNavigation side = new SideNavigation();
    private final Span workspace = new Span();
    private final Span workspaceOnPhone = new Span();
    private final Button collapse = new Button();
    private final Button search = new Button();
    private final Span searchText = new Span();
    private final Bell bell;
    private final UserMenu userMenu;
    private final BottomBar bottom;
    private final CommandMenu commands;
    private final Main page = new Main();
    private String path = "";

    Shell(
            CurrentActor currentActor,
            Navigation navigation,
            LiveMetadata live,
            FoundRecords records,
            Notifications notifications,
            NoticeWatch watch) {
        this.currentActor = currentActor;
        this.navigation = navigation;
        commands = new CommandMenu(currentActor, navigation, records);
        bell = new Bell(currentActor, notifications, watch, live);
        userMenu = new UserMenu(currentActor, navigation);
        bottom = new BottomBar(currentActor, navigation, commands, this::toggleDrawer);
        addClassName("shell");
        page.addClassName("page");
        add(drawer(), scrim(), header(), page, bottom, new NewVersionNotice(live));
        commands.listenForKeys(this);
    }

    private Div drawer() {
        collapse.setIcon(Glyph.PANEL.create());
        collapse.addClassName("quiet");
        collapse.addClickListener(clicked -> toggleCollapsed());
        var mark = new Div(Glyph.MARK.create());
        mark.addClassName("mark");
        workspace.addClassName("workspace");
        var home = new Anchor(".", mark, workspace);
        home.addClassName("drawer-home");
        var head = new Div(home, collapse);
        head.addClassName("drawer-head");
        var drawer = new Div(head, side);
        drawer.addClassName("drawer");
        return drawer;
    }

    private Div scrim() {
        var scrim = new Div();
        scrim.addClassName("scrim");
        scrim.addClickListener(clicked -> removeClassName("drawer-open"));
        return scrim;
    }

    private Header header() {
        var key = new Span("Ctrl K");
        key.addClassName("key");
        searchText.addClassName("search-text");
        search.setIcon(Glyph.SEARCH.create());
        search.getElement().appendChild(searchText.getElement(), key.getElement());
        search.addClassNames("search");
        search.addClickListener(clicked -> commands.open());
        workspaceOnPhone.addClassName("workspace-phone");
        var right = new Div(bell, new LanguageSwitch(), userMenu);
        right.addClassName("header-right");
        var header = new Header(workspaceOnPhone, search, right);
        header.addClassName("shell-header");
        return header;
    }

    @Override
    public void showRouterLayoutContent(HasElement content) {
        page.getElement().removeAllChildren();
        page.getElement().appendChild(content.getElement());
    }

    @Override
    public void localeChange(LocaleChangeEvent event) {
        event.getUI()
                .getPage()
                .executeJs(
                        "document.documentElement.lang = $0", event.getLocale().toLanguageTag());
        refresh();
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        path = event.getLocation().getPathWithQueryParameters();
        removeClassName("drawer-open");
        side.mark(path);
        bottom.mark(path.replaceFirst("\\?.*", ""));
    }

    /** Reads the navigation anew: after the language or the published metadata changed. */
    public void refresh() {
        currentActor.find().ifPresent(this::show);
    }

    private void show(Actor.Person actor) {
        var name = navigation.workspace(actor);
        workspace.setText(name);
        workspaceOnPhone.setText(name);
        searchText.setText(getTranslation("nav.search.hint"));
        search.setAriaLabel(getTranslation("nav.search.hint"));
        collapse.setAriaLabel(getTranslation("nav.collapse"));
        collapse.getElement().setAttribute("title", getTranslation("nav.collapse"));
        side.show(navigation, actor);
        side.mark(path);
        bottom.show(actor);
        bottom.mark(path.replaceFirst("\\?.*", ""));
        bell.show(actor);
        userMenu.show(actor);
    }

    private void toggleCollapsed() {
        setClassName("collapsed", !hasClassName("collapsed"));
    }

    private void toggleDrawer() {
        setClassName("drawer-open", !hasClassName("drawer-open"));
    }
}
