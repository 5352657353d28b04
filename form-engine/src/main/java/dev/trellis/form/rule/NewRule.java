package dev.trellis.form.rule;

import dev.trellis.core.metadata.Kind;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.MetadataJson;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.TrellisException;
import dev.trellis.form.design.DesignEdit;
import dev.trellis.form.design.NewDefinition;
import dev.trellis.form.design.NewId;
import jakarta.inject.Singleton;
import tools.jackson.databind.node.JsonNodeFactory;

/** Makes a new rule: when a record is created, its owner is told. */
@Singleton
public final class NewRule implements NewDefinition {

    private final MetadataJson json;

    public NewRule(MetadataJson json) {
        this.json = json;
    }

    /** @param label its name, in at least one language */
    @Override
    public Made make(Metadata draft, String entity, Label label) {
        var id = NewId.of(draft, Kind.RULE, label);
        var rule = JsonNodeFactory.instance.objectNode();
        rule.put("id", id);
        var texts = rule.putObject("label");
        label.texts().forEach(texts::put);
        rule.put("entity", entity);
        rule.putArray("triggers").addObject().put("on", "created");
        rule.putArray("steps").add(StepKind.NOTIFY.make(DesignEdit.newId(), draft, entity));
        return switch (json.read(Kind.RULE, rule)) {
            case MetadataJson.Reading.Read(var read) -> new Made(draft.with(read), id);
            case MetadataJson.Reading.Refused(var problems) ->
                throw new TrellisException("A new rule is no definition: " + problems);
        };
    }
}
