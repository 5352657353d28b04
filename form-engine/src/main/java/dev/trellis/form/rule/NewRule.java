package dev.trellis.form.rule;

import dev.trellis.core.metadata.Kind;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.MetadataJson;
import dev.trellis.core.name.Label;
import dev.trellis.core.name.Slug;
import dev.trellis.core.problem.TrellisException;
import dev.trellis.form.design.Design;
import dev.trellis.form.design.DesignEdit;
import jakarta.inject.Singleton;
import java.util.Locale;
import tools.jackson.databind.node.JsonNodeFactory;

/** Makes a new rule: when a record is created, its owner is told. */
@Singleton
public final class NewRule {

    private static final int LONGEST_STEM = Slug.MAX_LENGTH - 3;

    private final MetadataJson json;

    public NewRule(MetadataJson json) {
        this.json = json;
    }

    /** What was made: the draft with it, and its id. */
    public record Made(Metadata draft, String rule) {}

    /** @param label its name, in at least one language */
    public Made make(Metadata draft, String entity, Label label) {
        var id = id(draft, label);
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

    private static String id(Metadata draft, Label label) {
        var text = label.texts().getOrDefault("en", label.text(Locale.ENGLISH));
        var proposed = Slug.propose(Design.PREFIX + text, Design.PREFIX + "rule");
        var stem = proposed.equals("c") ? Design.PREFIX + "rule" : proposed;
        if (stem.length() > LONGEST_STEM) {
            stem = stem.substring(0, LONGEST_STEM).replaceAll("_+$", "");
        }
        var name = stem;
        for (int i = 2; RuleDesigner.find(draft, name).isPresent(); i++) {
            name = stem + "_" + i;
        }
        return name;
    }
}
