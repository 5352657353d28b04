package dev.trellis.core.expression;

import dev.trellis.core.field.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One call while it is rendered. */
record SqlCall(SqlRenderer renderer, Expression.Call call) {

    int size() {
        return call.arguments().size();
    }

    Expression argument(int index) {
        return call.arguments().get(index);
    }

    ValueType type(int index) {
        return argument(index).type();
    }

    ValueType type() {
        return call.type();
    }

    SqlTerm term(int index) {
        return renderer.render(argument(index));
    }

    SqlTerm.Scalar scalar(int index) {
        return renderer.scalar(argument(index));
    }

    SqlTerm.Truth truth(int index) {
        return renderer.truth(argument(index));
    }

    List<SqlTerm.Scalar> scalars() {
        var scalars = new ArrayList<SqlTerm.Scalar>();
        for (int i = 0; i < size(); i++) {
            scalars.add(scalar(i));
        }
        return scalars;
    }

    SqlScope scope() {
        return renderer.scope();
    }

    /** Returns the value of an argument that is always the same; null where it is blank or an error. */
    @Nullable
    Object constant(int index) {
        if (!argument(index).isFixed()) {
            throw new NotPushable(call.function().name() + " needs a constant");
        }
        var value = renderer.constant(argument(index));
        return value instanceof ErrorValue ? null : value;
    }
}
