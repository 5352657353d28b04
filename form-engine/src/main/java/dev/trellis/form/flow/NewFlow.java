package dev.trellis.form.flow;

import dev.trellis.core.metadata.Kind;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.MetadataJson;
import dev.trellis.core.metadata.RoleDefinition;
import dev.trellis.core.metadata.RoleDefinition.Right;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.TrellisException;
import dev.trellis.form.design.DesignEdit;
import dev.trellis.form.design.NewDefinition;
import dev.trellis.form.design.NewId;
import jakarta.inject.Singleton;
import tools.jackson.databind.node.JsonNodeFactory;

/** Makes a new approval with one step: the initiator's manager decides. */
@Singleton
public final class NewFlow implements NewDefinition {

    private final MetadataJson json;

    public NewFlow(MetadataJson json) {
        this.json = json;
    }

    /**
     * Adds an approval over records of an entity; whoever may administer the workspace repairs it.
     *
     * @param label its name, in at least one language
     */
    @Override
    public Made make(Metadata draft, String entity, Label label) {
        var id = NewId.of(draft, Kind.APPROVAL, label);
        var flow = JsonNodeFactory.instance.objectNode();
        flow.put("id", id);
        var texts = flow.putObject("label");
        label.texts().forEach(texts::put);
        flow.put("entity", entity);
        flow.putArray("nodes").add(NodeKind.APPROVE.make(DesignEdit::newId, id));
        var administrators = flow.putArray("administrators");
        draft.all(RoleDefinition.class).stream()
                .filter(role -> role.rights().contains(Right.ADMINISTER))
                .forEach(role -> administrators.add(role.id()));
        return switch (json.read(Kind.APPROVAL, flow)) {
            case MetadataJson.Reading.Read(var read) -> new Made(draft.with(read), id);
            case MetadataJson.Reading.Refused(var problems) ->
                throw new TrellisException("A new approval is no definition: " + problems);
        };
    }
}
