package dev.trellis.ui.web.studio.rule;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.problem.Messages;
import dev.trellis.ui.web.studio.DraftBench;
import dev.trellis.workflow.rule.InboundRules;
import dev.trellis.workflow.rule.Rules;

/** Where another system sends records to a rule that takes them, and the secret with which it signs. */
final class InboundPanel extends Div {

    private final transient DraftBench bench;
    private final transient InboundRules inbound;
    private final H2 title = new H2();
    private final Span text = new Span();
    private final Code address = new Code();
    private final Button make = new Button();
    private final Div outcome = new Div();
    private String rule = "";

    InboundPanel(DraftBench bench, InboundRules inbound) {
        this.bench = bench;
        this.inbound = inbound;
        addClassName("rule-trial");
        text.addClassName("muted");
        address.addClassName("rule-address");
        make.addClickListener(clicked -> make());
        outcome.addClassName("rule-trial-outcome");
        add(title, text, address, make, outcome);
    }

    void show(RuleState state) {
        rule = state.rule().path("id").asString("");
        setVisible(state.rule()
                .path("triggers")
                .valueStream()
                .anyMatch(trigger -> trigger.path("on").asString("").equals("inbound")));
        title.setText(state.text("studio.rule.inbound"));
        text.setText(state.text("studio.rule.inbound.text"));
        address.setText("/api/v1/inbound/" + rule);
        make.setText(state.text("studio.rule.inbound.secret"));
    }

    private void make() {
        outcome.removeAll();
        switch (inbound.secret(bench.actor(), rule)) {
            case Rules.Result.Done<String>(var secret) -> {
                var shown = new Code(secret);
                shown.addClassName("rule-address");
                outcome.add(new Span(getTranslation("studio.rule.inbound.once")), shown);
            }
            case Rules.Result.Refused<String>(var problems) ->
                problems.forEach(problem -> {
                    var line = new Span(Messages.text(problem, bench.actor().locale()));
                    line.addClassName("operate-trouble");
                    outcome.add(line);
                });
        }
    }
}
