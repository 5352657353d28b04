package dev.trellis.ui.web.function;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import dev.trellis.core.metadata.FunctionDefinition;
import dev.trellis.core.metadata.RoleDefinition.Right;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.publish.DraftResult;
import dev.trellis.core.publish.Drafts;
import dev.trellis.core.publish.LiveMetadata;
import dev.trellis.core.script.FunctionApprovals.State;
import dev.trellis.core.script.Functions;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.Toast;
import dev.trellis.ui.web.session.CurrentActor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** One function under the hands of a person: what is typed can be tried at once and is saved into the draft. */
final class FunctionPage extends Div {

    private static final int LONGEST_SOURCE = 100_000;

    private final transient Functions functions;
    private final transient LiveMetadata live;
    private final transient Drafts drafts;
    private final transient CurrentActor currentActor;
    private final boolean isNew;
    private final transient FunctionDefinition opened;
    private final Locale locale;
    private final TextField id = new TextField();
    private final TextField english = new TextField();
    private final TextField chinese = new TextField();
    private final TextArea source = new TextArea();
    private final Span opening = new Span();
    private final Div state = new Div();
    private final SignatureEditor signature;
    private final TestsEditor tests;
    private final TryPanel attempt;

    FunctionPage(
            Functions functions,
            LiveMetadata live,
            Drafts drafts,
            CurrentActor currentActor,
            FunctionDefinition opened,
            boolean isNew) {
        this.functions = functions;
        this.live = live;
        this.drafts = drafts;
        this.currentActor = currentActor;
        this.opened = opened;
        this.isNew = isNew;
        this.locale = currentActor.require().locale();
        addClassName("function-page");
        signature = new SignatureEditor(opened.parameters(), opened.result(), this::signatureChanged);
        tests = new TestsEditor(opened.tests(), this::runTests);
        attempt = new TryPanel(this::attempt, locale);
        var main = new Div(code(), tests);
        main.addClassName("function-main");
        var side = new Div(attempt, names(), signature);
        side.addClassName("function-side");
        var body = new Div(main, side);
        body.addClassName("function-body");
        add(head(), body);
        signatureChanged();
        showState();
    }

    private Div head() {
        var back = new Anchor("studio", getTranslation("nav.studio"));
        var title = new H1(
                isNew
                        ? getTranslation("function.new")
                        : opened.label().isEmpty()
                                ? opened.id()
                                : opened.label().text(locale));
        var save = new Button(getTranslation("function.save"), clicked -> save());
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.addClassName("function-save");
        state.addClassName("function-state");
        var head = new Div(back, title, state, save);
        head.addClassName("function-head");
        return head;
    }

    private Div names() {
        id.setLabel(getTranslation("function.id"));
        id.setValue(opened.id());
        id.setReadOnly(!isNew);
        id.addClassName("function-mono");
        id.setHelperText(getTranslation("function.id.help"));
        id.addValueChangeListener(event -> signatureChanged());
        english.setLabel(getTranslation("function.label.en"));
        english.setValue(opened.label().texts().getOrDefault("en", ""));
        chinese.setLabel(getTranslation("function.label.zh"));
        chinese.setValue(opened.label().texts().getOrDefault("zh-CN", ""));
        var names = new Div(id, chinese, english);
        names.addClassName("function-card");
        return names;
    }

    private Div code() {
        opening.addClassName("function-mono");
        var closing = new Span("}");
        closing.addClassName("function-mono");
        source.setValue(opened.source());
        source.setMaxLength(LONGEST_SOURCE);
        source.setMinRows(12);
        source.setWidthFull();
        source.addClassNames("function-source", "function-mono");
        source.setAriaLabel(getTranslation("function.source"));
        source.getElement().setAttribute("spellcheck", "false");
        var help = new Span(getTranslation("function.source.help"));
        help.addClassName("function-help");
        var code = new Div(opening, source, closing, help);
        code.addClassNames("function-card", "function-code");
        return code;
    }

    private void signatureChanged() {
        var parameters = signature.parameters();
        opening.setText("function %s(%s) {"
                .formatted(
                        id.getValue(),
                        parameters.stream()
                                .map(FunctionDefinition.Parameter::id)
                                .collect(Collectors.joining(", "))));
        attempt.show(parameters);
    }

    /** What is typed; empty, and marked, where a test cannot be read. */
    private Optional<FunctionDefinition> typed() {
        return Optional.ofNullable(tests.tests())
                .map(read -> new FunctionDefinition(
                        id.getValue().strip(),
                        label(),
                        opened.description(),
                        signature.parameters(),
                        signature.result(),
                        source.getValue(),
                        read));
    }

    private Label label() {
        var texts = new java.util.TreeMap<>(opened.label().texts());
        put(texts, "en", english.getValue().strip());
        put(texts, "zh-CN", chinese.getValue().strip());
        return new Label(texts);
    }

    private static void put(Map<String, String> texts, String language, String text) {
        if (text.isEmpty()) {
            texts.remove(language);
        } else {
            texts.put(language, text);
        }
    }

    private Functions.Tried attempt(List<JsonNode> arguments) {
        return typed().map(function -> functions.attempt(currentActor.require(), function, arguments))
                .orElseGet(() -> new Functions.Tried.Refused(List.of(), 0));
    }

    private void runTests() {
        typed().ifPresent(function -> tests.show(
                functions.test(currentActor.require(), function).stream()
                        .map(problem -> Messages.text(problem, locale))
                        .toList(),
                function.tests().size()));
    }

    private void save() {
        var function = typed();
        if (function.isEmpty()) {
            return;
        }
        switch (drafts.put(currentActor.require(), List.of(function.get()))) {
            case DraftResult.Changed ignored -> {
                Toast.done(getTranslation("function.saved"));
                if (isNew) {
                    getUI().ifPresent(ui ->
                            ui.navigate(FunctionView.path(function.get().id())));
                }
                showState();
            }
            case DraftResult.Rejected(var problems) -> problems.forEach(this::tell);
            case DraftResult.NotFound(var problem) -> tell(problem);
            case DraftResult.Denied(var problem) -> tell(problem);
        }
    }

    private void tell(Problem problem) {
        Toast.failed(Messages.text(problem, locale));
    }

    /** Says of the published function whether it may run; what is only in the draft cannot be approved. */
    private void showState() {
        state.removeAll();
        var published = live.current().functions().stream()
                .filter(function -> function.id().equals(opened.id()))
                .findFirst();
        if (published.isEmpty()) {
            state.add(pill("function.state.draft", "is-amber"));
            return;
        }
        var status = functions.status(published.get());
        state.add(
                switch (status.state()) {
                    case APPROVED -> pill("function.state.approved", "is-green");
                    case UNAPPROVED -> pill("function.state.unapproved", "is-amber");
                    case DISABLED -> pill("function.state.disabled", "is-red");
                });
        status.approval()
                .filter(approval -> status.state() == State.APPROVED)
                .ifPresent(approval ->
                        state.add(new Span(getTranslation("function.approved.by", Map.of("who", approval.by())))));
        if (status.state() != State.APPROVED
                && Functions.may(currentActor.require(), Right.ADMINISTER, live.current())) {
            var approve = new Button(
                    getTranslation("function.approve"), Glyph.CHECK.create(), clicked -> approve(published.get()));
            approve.addClassName("function-approve");
            state.add(approve);
        }
    }

    private Span pill(String key, String tone) {
        var pill = new Span(getTranslation(key));
        pill.addClassNames("function-pill", tone);
        return pill;
    }

    private void approve(FunctionDefinition published) {
        switch (functions.approve(currentActor.require(), published.id(), published.hash())) {
            case Functions.Approved.Done ignored -> Toast.done(getTranslation("function.approved"));
            case Functions.Approved.Refused(var problem) -> tell(problem);
        }
        showState();
    }
}
