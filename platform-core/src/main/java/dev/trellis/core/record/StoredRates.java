package dev.trellis.core.record;

import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.expression.Rates;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.schema.PhysicalNames;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The exchange rates that people keep as records, whoever may see them: an amount has one value for all readers. */
@Singleton
class StoredRates implements Rates {

    static final String ENTITY = "exchange_rate";

    private static final String CURRENCY = "currency";
    private static final String VALID_FROM = "valid_from";
    private static final String RATE = "rate";
    private static final String ALIAS = "xr";

    private final LiveModel live;
    private final UnitOfWork unit;
    private final RecordSql sql;

    StoredRates(LiveModel live, UnitOfWork unit, RecordSql sql) {
        this.live = live;
        this.unit = unit;
        this.sql = sql;
    }

    @Override
    public Optional<BigDecimal> rate(String currency, LocalDate day) {
        return unit.read(() -> {
            var model = live.current();
            if (!isKept(model)) {
                return Optional.<BigDecimal>empty();
            }
            var found = sql.fetch(sql.build()
                    .select(select(
                            model,
                            DSL.val(currency, SQLDataType.VARCHAR),
                            DSL.field("cast({0} as date)", DSL.val(day.toString(), SQLDataType.VARCHAR)))));
            return Optional.ofNullable(found.getFirst()[0]).map(rate -> new BigDecimal(rate.toString()));
        });
    }

    /** The currencies of which rates were written. */
    static Set<String> currencies(List<Touched> written) {
        return written.stream()
                .filter(touched -> touched.shape().id().equals(ENTITY))
                .flatMap(touched -> Stream.of(touched.before(), touched.after()))
                .flatMap(row -> Optional.ofNullable(row).map(found -> found.get(CURRENCY)).stream())
                .map(Object::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isKept(Model model) {
        return model.shape(ENTITY)
                .filter(shape -> Set.of(CURRENCY, VALID_FROM, RATE).stream()
                        .allMatch(field -> shape.field(field).isPresent()))
                .isPresent();
    }

    /** Renders the lookup of one rate; NULL where there is none. */
    static Field<?> select(Model model, Field<String> currency, Field<?> day) {
        if (!isKept(model)) {
            return DSL.castNull(SQLDataType.NUMERIC(38, 20));
        }
        var shape = model.known(ENTITY);
        var rate = RecordSql.column(ALIAS, shape.known(RATE).columns().getFirst());
        var from = RecordSql.column(ALIAS, shape.known(VALID_FROM).columns().getFirst());
        return DSL.field(DSL.select(rate)
                .from(RecordSql.table(shape.table(), ALIAS))
                .where(DSL.condition(
                        "{0} = {1}",
                        RecordSql.column(ALIAS, shape.known(CURRENCY).columns().getFirst()), currency))
                .and(DSL.condition("{0} <= {1}", from, day))
                .and(DSL.condition("{0} > 0", rate))
                .and(ReachSql.living(ALIAS))
                .orderBy(
                        from.desc(),
                        RecordSql.column(ALIAS, PhysicalNames.column(SystemFields.ID))
                                .desc())
                .limit(DSL.inline(1)));
    }
}
