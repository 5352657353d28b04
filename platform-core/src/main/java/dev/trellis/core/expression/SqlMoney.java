package dev.trellis.core.expression;

import dev.trellis.core.expression.SqlTerm.Amount;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** Currencies of amounts that are put together: that of the first one that is not zero, else of the first. */
final class SqlMoney {

    private SqlMoney() {}

    record Currency(Field<String> field, int size) {}

    record Clash(Condition condition, int size) {}

    static Currency currency(List<Amount> amounts, SqlScope scope) {
        var text = new StringBuilder("(case");
        var parts = new java.util.ArrayList<org.jooq.QueryPart>();
        int size = 2;
        for (var amount : amounts) {
            text.append(" when {%d} <> 0 then {%d}".formatted(parts.size(), parts.size() + 1));
            parts.add(amount.number().value());
            parts.add(amount.currency());
            size += amount.number().size() + amount.currencySize();
        }
        for (var amount : amounts) {
            text.append(" when {%d} = 0 then {%d}".formatted(parts.size(), parts.size() + 1));
            parts.add(amount.number().value());
            parts.add(amount.currency());
            size += amount.number().size() + amount.currencySize();
        }
        text.append(" else {%d} end)".formatted(parts.size()));
        parts.add(Sql.text(scope.currency()));
        return new Currency(
                org.jooq.impl.DSL.field(text.toString(), String.class, parts.toArray(org.jooq.QueryPart[]::new)), size);
    }

    /** Returns where amounts other than zero are in different currencies; null for fewer than two. */
    static @Nullable Clash clash(List<Amount> amounts) {
        Condition any = null;
        int size = 0;
        for (int i = 0; i < amounts.size(); i++) {
            for (int j = i + 1; j < amounts.size(); j++) {
                var a = amounts.get(i);
                var b = amounts.get(j);
                any = Sql.anyOf(any, clash(a, b));
                size += a.number().size() + b.number().size() + a.currencySize() + b.currencySize() + 3;
            }
        }
        return any == null ? null : new Clash(any, size);
    }

    private static Condition clash(Amount a, Amount b) {
        return Sql.condition(
                "coalesce({0} <> 0 and {1} <> 0 and {2} <> {3}, false)",
                a.number().value(), b.number().value(), a.currency(), b.currency());
    }
}
