package dev.trellis.core.expression;

import static dev.trellis.core.expression.ExpressionFunction.Body.strict;

import dev.trellis.core.expression.SqlTerm.Scalar;
import dev.trellis.core.expression.SqlTerm.Truth;
import dev.trellis.core.field.Composite;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.name.Label;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/**
 * How far places are from each other, along the surface of a round earth, in kilometres to the metre. Unlike everything
 * else this is computed with binary fractions; Java and the database may differ where a value lies between two metres.
 */
final class PlaceFunctions {

    static final List<ExpressionFunction> ALL = List.of(
            ExpressionFunction.of(
                            "DISTANCE(location, latitude, longitude)",
                            Label.of(
                                    "kilometres to a point, or to another location: DISTANCE(location, location)",
                                    "到某点的公里数；也可写 DISTANCE(位置, 位置)"),
                            PlaceFunctions::typeDistance,
                            strict((values, arguments) -> distance(values, 0)))
                    .sql(PlaceFunctions::distanceSql),
            ExpressionFunction.of(
                            "NEAR(location, latitude, longitude, kilometres)",
                            Label.of("whether a location lies within so many kilometres of a point", "位置是否在某点若干公里范围内"),
                            Typing.of(ValueType.BOOL, Accepts.PLACE, Accepts.NUMBER, Accepts.NUMBER, Accepts.NUMBER),
                            strict((values, arguments) -> isNear(values)))
                    .sql(PlaceFunctions::nearSql));

    private static final double RADIUS = 6371.0088;
    private static final double KILOMETRES_PER_DEGREE = 110.5;

    private PlaceFunctions() {}

    private static Optional<ValueType> typeDistance(CallSite site) {
        if (!site.counts(2, 3) || !site.accepts(0, Accepts.PLACE)) {
            return Optional.empty();
        }
        boolean fits = site.size() == 2
                ? site.accepts(1, Accepts.PLACE)
                : site.accepts(1, Accepts.NUMBER) && site.accepts(2, Accepts.NUMBER);
        return fits ? Optional.of(ValueType.NUMBER) : Optional.empty();
    }

    private static @Nullable BigDecimal distance(Given values, int at) {
        if (!(values.get(at) instanceof Composite from)) {
            return null;
        }
        var other = values.get(at + 1);
        var latitude = other instanceof Composite to ? to.part("latitude") : other;
        var longitude = other instanceof Composite to
                ? to.part("longitude")
                : values.size() > at + 2 ? values.get(at + 2) : null;
        return from.part("latitude") instanceof BigDecimal a
                        && from.part("longitude") instanceof BigDecimal b
                        && latitude instanceof BigDecimal c
                        && longitude instanceof BigDecimal d
                ? kilometres(a.doubleValue(), b.doubleValue(), c.doubleValue(), d.doubleValue())
                : null;
    }

    private static boolean isNear(Given values) {
        var distance = distance(values, 0);
        return distance != null && values.get(3) instanceof BigDecimal most && distance.compareTo(most) <= 0;
    }

    private static BigDecimal kilometres(double a, double b, double c, double d) {
        double north = Math.sin(Math.toRadians(c - a) / 2);
        double east = Math.sin(Math.toRadians(d - b) / 2);
        double half = north * north + Math.cos(Math.toRadians(a)) * Math.cos(Math.toRadians(c)) * east * east;
        return BigDecimal.valueOf(2 * RADIUS * Math.asin(Math.min(1, Math.sqrt(half))))
                .setScale(3, RoundingMode.HALF_UP);
    }

    private static SqlTerm distanceSql(SqlCall call) {
        var from = place(call, 0);
        if (call.size() == 2) {
            var to = place(call, 1);
            return Scalar.sure(kilometres(from, to), true, 20).decimal(true);
        }
        var latitude = call.scalar(1);
        var longitude = call.scalar(2);
        var to = new Place(latitude.value(), longitude.value());
        return whole(kilometres(from, to), List.of(latitude, longitude));
    }

    private static Scalar whole(Field<?> value, List<Scalar> arguments) {
        var failures = new ArrayList<@Nullable Condition>();
        arguments.forEach(argument -> failures.add(argument.failure()));
        var failure = Sql.anyOf(failures);
        return failure == null
                ? Scalar.sure(value, true, 24)
                : Scalar.both(Sql.field("(case when {0} then null else {1} end)", failure, value), failure, 30, 10);
    }

    /** The band of latitudes first, for an index answers it. */
    private static SqlTerm nearSql(SqlCall call) {
        var from = place(call, 0);
        var arguments = List.of(call.scalar(1), call.scalar(2), call.scalar(3));
        var to = new Place(arguments.get(0).value(), arguments.get(1).value());
        var most = arguments.get(2).value();
        var failures = new ArrayList<@Nullable Condition>();
        arguments.forEach(argument -> failures.add(argument.failure()));
        var holds = Sql.condition(
                "({0} between {1} - {2} / " + KILOMETRES_PER_DEGREE + " and {1} + {2} / " + KILOMETRES_PER_DEGREE
                        + " and {3} <= {2})",
                from.latitude(),
                to.latitude(),
                most,
                kilometres(from, to));
        return new Truth(Sql.condition("coalesce({0}, false)", holds), holds, Sql.anyOf(failures), 40, 10);
    }

    private record Place(Field<?> latitude, Field<?> longitude) {}

    private static Place place(SqlCall call, int index) {
        if (call.argument(index) instanceof Expression.Path path
                && !path.ofRow()
                && path.path().root() == FieldPath.Root.RECORD) {
            return new Place(
                    call.scope().column(path.path().then("latitude")),
                    call.scope().column(path.path().then("longitude")));
        }
        throw new NotPushable("a location that is no field");
    }

    private static Field<?> kilometres(Place from, Place to) {
        return Sql.field(
                "cast(round(" + 2 * RADIUS + " * asin(least(1, sqrt(pow(sin(radians({2} - {0}) / 2), 2)"
                        + " + cos(radians({0})) * cos(radians({2})) * pow(sin(radians({3} - {1}) / 2), 2)))), 3)"
                        + " as decimal(38, 20))",
                from.latitude(),
                from.longitude(),
                to.latitude(),
                to.longitude());
    }
}
