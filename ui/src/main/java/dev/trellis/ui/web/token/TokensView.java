package dev.trellis.ui.web.token;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.trellis.core.account.ActorResolver;
import dev.trellis.core.account.Tokens;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.VisibleSchema;
import dev.trellis.ui.web.component.Confirmation;
import dev.trellis.ui.web.component.Format;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.PageState;
import dev.trellis.ui.web.component.Toast;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.shell.Shell;
import io.micronaut.context.annotation.Prototype;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;

/** {@code tokens}: the person's own tokens, the newest first. */
@Prototype
@Route(value = "tokens", layout = Shell.class)
final class TokensView extends Div implements BeforeEnterObserver, LocaleChangeObserver, HasDynamicTitle {

    private final transient Tokens tokens;
    private final transient ActorResolver actors;
    private final transient Records records;
    private final transient CurrentActor currentActor;
    private boolean entered;

    TokensView(Tokens tokens, ActorResolver actors, Records records, CurrentActor currentActor) {
        this.tokens = tokens;
        this.actors = actors;
        this.records = records;
        this.currentActor = currentActor;
        addClassName("token-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        entered = true;
        render();
    }

    @Override
    public void localeChange(LocaleChangeEvent event) {
        if (entered) {
            render();
        }
    }

    @Override
    public String getPageTitle() {
        return getTranslation("tokens.title");
    }

    private void render() {
        removeAll();
        var actor = currentActor.require();
        var schema = records.schema(actor);
        var format = new Format(
                actor.locale(), ZoneId.of(schema.metadata().workspace().zone()));
        var create = new Button(getTranslation("tokens.new"), clicked -> create(schema, format));
        create.addThemeVariants(ButtonVariant.PRIMARY);
        var head = new Div(new H1(getTranslation("tokens.title")), create);
        head.addClassName("token-head");
        var hint = new Span(getTranslation("tokens.text"));
        hint.addClassName("quiet-text");
        add(head, hint);
        var own = tokens.of(actor.user()).reversed().stream()
                .filter(entry -> entry.kind() == Tokens.Kind.PERSONAL)
                .toList();
        if (own.isEmpty()) {
            add(PageState.empty(Glyph.KEY, getTranslation("tokens.empty.title"), getTranslation("tokens.empty.text")));
            return;
        }
        var rows = new Div();
        rows.addClassName("bin-rows");
        own.forEach(entry -> rows.add(row(entry, schema, format)));
        add(rows);
    }

    private Div row(Tokens.Entry entry, VisibleSchema schema, Format format) {
        var name = new Span(entry.label());
        name.addClassName("home-line-name");
        var scope = new Span(entry.scope() == null ? "" : new ScopeText(schema, format.locale()).of(entry.scope()));
        scope.addClassName("token-scope");
        var used = entry.lastUsedAt().equals(entry.createdAt())
                ? getTranslation("tokens.unused")
                : getTranslation("tokens.used", Map.of("ago", format.ago(entry.lastUsedAt(), Instant.now())));
        var until = getTranslation("tokens.until", Map.of("day", format.dateTime(entry.expiresAt())));
        var facts = new Span(until + " · " + used);
        facts.addClassName("quiet-text");
        var texts = new Div(name, scope, facts);
        texts.addClassName("token-texts");
        var revoke = new Button(
                getTranslation("tokens.revoke"),
                clicked -> Confirmation.askBeforeLoss(
                        getTranslation("tokens.revoke.title", Map.of("name", entry.label())),
                        getTranslation("tokens.revoke.text"),
                        getTranslation("tokens.revoke"),
                        () -> revoke(entry)));
        var row = new Div(Glyph.KEY.create(), texts, revoke);
        row.addClassNames("bin-row", "token-row");
        return row;
    }

    private void create(VisibleSchema schema, Format format) {
        new TokenDialog(schema, format.locale(), wish -> {
                    var actor = currentActor.require();
                    var issued = tokens.issuePersonal(actor.user(), wish.label(), wish.lifetime(), wish.scope());
                    render();
                    TokenDialog.show(issued.token(), format.dateTime(issued.expiresAt()));
                })
                .open();
    }

    private void revoke(Tokens.Entry entry) {
        tokens.revoke(currentActor.require().user(), entry.id());
        actors.forget();
        Toast.done(getTranslation("tokens.revoked", Map.of("name", entry.label())));
        render();
    }
}
