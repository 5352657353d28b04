package dev.trellis.core.expression;

/** One field of one entity, as dependencies name it. */
public record FieldKey(String entity, String field) {

    @Override
    public String toString() {
        return entity + "." + field;
    }
}
