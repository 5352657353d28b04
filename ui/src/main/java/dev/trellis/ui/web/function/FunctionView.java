package dev.trellis.ui.web.function;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.trellis.core.metadata.DefinitionKey;
import dev.trellis.core.metadata.FunctionDefinition;
import dev.trellis.core.metadata.FunctionType;
import dev.trellis.core.metadata.Kind;
import dev.trellis.core.metadata.RoleDefinition.Right;
import dev.trellis.core.name.Label;
import dev.trellis.core.publish.Drafts;
import dev.trellis.core.publish.LiveMetadata;
import dev.trellis.core.script.Functions;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.PageState;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.shell.Shell;
import io.micronaut.context.annotation.Prototype;
import java.util.List;

/** {@code studio/functions/<id>}: one function. */
@Prototype
@Route(value = "studio/functions/:function", layout = Shell.class)
final class FunctionView extends Div implements BeforeEnterObserver, LocaleChangeObserver, HasDynamicTitle {

    /** In the address of a function that does not exist yet. No id looks like it. */
    static final String NEW = "new-function";

    private final transient Functions functions;
    private final transient LiveMetadata live;
    private final transient Drafts drafts;
    private final transient CurrentActor currentActor;
    private String id = NEW;

    FunctionView(Functions functions, LiveMetadata live, Drafts drafts, CurrentActor currentActor) {
        this.functions = functions;
        this.live = live;
        this.drafts = drafts;
        this.currentActor = currentActor;
        addClassName("function-view");
    }

    static String path(String id) {
        return "studio/functions/" + id;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        id = event.getRouteParameters().get("function").orElse(NEW);
        render();
    }

    @Override
    public void localeChange(LocaleChangeEvent event) {
        render();
    }

    @Override
    public String getPageTitle() {
        return getTranslation("function.area");
    }

    private void render() {
        removeAll();
        var actor = currentActor.require();
        if (!Functions.may(actor, Right.DESIGN, live.current())) {
            add(PageState.noRight(getTranslation("studio.denied.title"), getTranslation("studio.denied.text")));
            return;
        }
        if (id.equals(NEW)) {
            add(new FunctionPage(functions, live, drafts, currentActor, blank(), true));
            return;
        }
        drafts.target(actor)
                .find(new DefinitionKey(Kind.FUNCTION, id))
                .map(FunctionDefinition.class::cast)
                .ifPresentOrElse(
                        found -> add(new FunctionPage(functions, live, drafts, currentActor, found, false)),
                        () -> add(PageState.empty(
                                        Glyph.FORMULA,
                                        getTranslation("function.unknown.title"),
                                        getTranslation("function.unknown.text"))
                                .withAction(
                                        getTranslation("studio.back"),
                                        () -> getUI().ifPresent(ui -> ui.navigate("studio")))));
    }

    private static FunctionDefinition blank() {
        return new FunctionDefinition(
                "c_",
                Label.EMPTY,
                Label.EMPTY,
                List.of(new FunctionDefinition.Parameter("value", Label.EMPTY, FunctionType.TEXT)),
                FunctionType.TEXT,
                "return value;",
                List.of());
    }
}
