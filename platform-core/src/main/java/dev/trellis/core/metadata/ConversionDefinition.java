package dev.trellis.core.metadata;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.trellis.core.name.Label;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a record becomes others in one step, a lead an account with a contact and an opportunity for instance. From then on
 * people can only read it.
 *
 * @param entity whose records are converted
 * @param when an expression that holds for records that can be converted, or null for all
 * @param stamp the date-time field of the entity that is set by the conversion; what has it is converted
 * @param targets what comes of it, in order; a later one may refer to an earlier one
 * @param set what is written to the converted record besides
 * @param carry related records that go along, if the person wants them to
 */
public record ConversionDefinition(
        String id,
        Label label,
        String entity,
        @Nullable String when,
        String stamp,
        List<Target> targets,
        List<Value> set,
        List<Carry> carry)
        implements Definition {

    public ConversionDefinition {
        targets = List.copyOf(targets);
        set = List.copyOf(set);
        carry = List.copyOf(carry);
    }

    @Override
    public Kind kind() {
        return Kind.CONVERSION;
    }

    @JsonIgnore
    public Optional<Target> target(@Nullable String targetId) {
        return targets.stream().filter(each -> each.id().equals(targetId)).findFirst();
    }

    /**
     * A record that comes of it.
     *
     * @param label what the person reads where it can be left out or chosen
     * @param optional whether the person may leave it out
     * @param choose whether an existing record may be taken instead
     */
    public record Target(String id, Label label, String entity, boolean optional, boolean choose, List<Value> fields) {
        public Target {
            fields = List.copyOf(fields);
        }
    }

    /**
     * One field that is written: either an expression over the converted record, or an earlier target.
     *
     * @param id the field
     * @param value an expression, or null
     * @param target the id of a target, or null
     */
    public record Value(
            String id, @Nullable String value, @Nullable String target) {}

    /**
     * Records that refer to the converted one.
     *
     * @param id their entity
     * @param lookup their field that leads to the converted record
     * @param field their field that is set to the target
     */
    public record Carry(String id, Label label, String lookup, String field, String target) {}
}
