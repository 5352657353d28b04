package dev.trellis.workflow.conversion;

import dev.trellis.core.access.Actor;
import dev.trellis.core.action.ActionCall;
import dev.trellis.core.action.ActionInput;
import dev.trellis.core.action.ActionOutcome;
import dev.trellis.core.action.RecordAction;
import dev.trellis.core.field.types.BooleanType;
import dev.trellis.core.field.types.LookupType;
import dev.trellis.core.metadata.ConversionDefinition;
import dev.trellis.core.metadata.ConversionDefinition.Target;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.core.record.VisibleSchema;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns a record into others, as its conversion says. */
@Singleton
final class ConvertAction implements RecordAction {

    static final String WITH = "with_";
    static final String EXISTING = "existing_";
    static final String CARRY = "carry_";

    private final Conversions conversions;

    ConvertAction(Conversions conversions) {
        this.conversions = conversions;
    }

    @Override
    public String id() {
        return "convert";
    }

    @Override
    public int position() {
        return 15;
    }

    @Override
    public boolean isProminent() {
        return true;
    }

    @Override
    public Label label(VisibleSchema schema, String entity) {
        return conversion(schema, entity).map(ConversionDefinition::label).orElse(Label.EMPTY);
    }

    @Override
    public boolean concerns(Actor.Person actor, VisibleSchema schema, String entity) {
        return conversion(schema, entity).isPresent() && schema.may(entity, Verb.EDIT);
    }

    static Optional<ConversionDefinition> conversion(VisibleSchema schema, String entity) {
        return schema.metadata().all(ConversionDefinition.class).stream()
                .filter(conversion -> conversion.entity().equals(entity))
                .findFirst();
    }

    @Override
    public boolean isOffered(Actor.Person actor, VisibleSchema schema, StoredRecord record) {
        return record.may().edit()
                && conversion(schema, record.entity())
                        .filter(conversion -> conversions.isPossible(actor, conversion, record))
                        .isPresent();
    }

    @Override
    public List<ActionInput> inputs(
            Actor.Person actor, VisibleSchema schema, String entity, @Nullable StoredRecord record) {
        var inputs = new ArrayList<ActionInput>();
        conversion(schema, entity).ifPresent(conversion -> {
            conversion.targets().forEach(target -> inputs.addAll(inputs(target)));
            conversion
                    .carry()
                    .forEach(carry ->
                            inputs.add(ActionInput.optional(CARRY + carry.id(), carry.label(), new BooleanType(false))
                                    .startingWith(true)));
        });
        return inputs;
    }

    private static List<ActionInput> inputs(Target target) {
        var inputs = new ArrayList<ActionInput>();
        if (target.choose()) {
            inputs.add(ActionInput.optional(
                    EXISTING + target.id(),
                    text("record-action.convert.existing", target.label()),
                    new LookupType(target.entity())));
        }
        if (target.optional()) {
            inputs.add(ActionInput.optional(
                            WITH + target.id(),
                            text("record-action.convert.with", target.label()),
                            new BooleanType(false))
                    .startingWith(true));
        }
        return inputs;
    }

    private static Label text(String key, Label what) {
        return Label.of(
                Messages.text(key, Locale.ENGLISH, Map.of("what", what)),
                Messages.text(key, Locale.SIMPLIFIED_CHINESE, Map.of("what", what)));
    }

    @Override
    public ActionOutcome run(ActionCall call) {
        return conversions.convert(
                call, conversion(call.schema(), call.entity()).orElseThrow());
    }
}
