package dev.trellis.workflow.deputy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.field.Money;
import dev.trellis.core.field.RecordId;
import dev.trellis.workflow.deputy.Worth.Measured;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who stands in for a person, as far as a request's amount goes with the limits. */
class StandInTest {

    private static final RecordId QIAN = new RecordId(4);
    private static final RecordId ZHOU = new RecordId(3);

    /** What one unit is worth in yuan. */
    private static final Map<String, BigDecimal> RATES =
            Map.of("CNY", BigDecimal.ONE, "USD", new BigDecimal("7.2"), "EUR", new BigDecimal("8"));

    @Test
    void without_a_limit_any_amount_is_decided() {
        assertThat(choose(worth("99999999 CNY"), for_(QIAN, null))).isEqualTo(new StandIn.By(QIAN, null));
        assertThat(choose(Worth.NOT_NAMED, for_(QIAN, null))).isEqualTo(new StandIn.By(QIAN, null));
        assertThat(choose(worth(null), for_(QIAN, null))).isEqualTo(new StandIn.By(QIAN, null));
    }

    @Test
    void the_limit_itself_is_still_decided_and_nothing_above() {
        var limit = for_(QIAN, "10000 CNY");

        assertThat(choose(worth("10000 CNY"), limit)).isEqualTo(new StandIn.By(QIAN, money("10000 CNY")));
        assertThat(choose(worth("10000.01 CNY"), limit))
                .isEqualTo(new StandIn.OutOfLimit(QIAN, money("10000 CNY"), Measured.ABOVE));
    }

    @Test
    void a_credit_weighs_as_much_as_a_payment() {
        assertThat(choose(worth("-10001 CNY"), for_(QIAN, "10000 CNY"))).isInstanceOf(StandIn.OutOfLimit.class);
        assertThat(choose(worth("-9999 CNY"), for_(QIAN, "10000 CNY"))).isInstanceOf(StandIn.By.class);
    }

    @Test
    void other_currencies_are_compared_by_their_rates() {
        assertThat(choose(worth("1000 USD"), for_(QIAN, "7200 CNY"))).isInstanceOf(StandIn.By.class);
        assertThat(choose(worth("1000.01 USD"), for_(QIAN, "7200 CNY"))).isInstanceOf(StandIn.OutOfLimit.class);
        assertThat(choose(worth("900 EUR"), for_(QIAN, "1000 USD"))).isInstanceOf(StandIn.By.class);
        assertThat(choose(worth("900.01 EUR"), for_(QIAN, "1000 USD"))).isInstanceOf(StandIn.OutOfLimit.class);
    }

    @Test
    void what_cannot_be_compared_is_beyond_every_limit() {
        assertThat(choose(worth("1 JPY"), for_(QIAN, "10000 CNY")))
                .isEqualTo(new StandIn.OutOfLimit(QIAN, money("10000 CNY"), Measured.UNKNOWN));
        assertThat(choose(worth(null), for_(QIAN, "10000 CNY")))
                .isEqualTo(new StandIn.OutOfLimit(QIAN, money("10000 CNY"), Measured.UNKNOWN));
        assertThat(choose(worth("1 JPY"), for_(QIAN, "1 JPY"))).isInstanceOf(StandIn.By.class);
    }

    @Test
    void where_no_amount_counts_nobody_with_a_limit_stands_in() {
        assertThat(choose(Worth.NOT_NAMED, for_(QIAN, "10000 CNY")))
                .isEqualTo(new StandIn.OutOfLimit(QIAN, money("10000 CNY"), Measured.NOT_NAMED));
    }

    @Test
    void the_lowest_limit_that_reaches_comes_first() {
        var several = new Arrangement[] {for_(ZHOU, null), for_(QIAN, "10000 CNY"), for_(new RecordId(5), "500 CNY")};

        assertThat(choose(worth("400 CNY"), several)).isEqualTo(new StandIn.By(new RecordId(5), money("500 CNY")));
        assertThat(choose(worth("600 CNY"), several)).isEqualTo(new StandIn.By(QIAN, money("10000 CNY")));
        assertThat(choose(worth("10001 CNY"), several)).isEqualTo(new StandIn.By(ZHOU, null));
    }

    @Test
    void what_was_arranged_for_the_one_approval_comes_before_what_holds_for_all() {
        var one = new Arrangement(ZHOU, true, money("10000 CNY"));

        assertThat(choose(worth("5 CNY"), for_(QIAN, "100 CNY"), one)).isInstanceOf(StandIn.By.class);
        assertThat(((StandIn.By) choose(worth("5 CNY"), for_(QIAN, "100 CNY"), one)).deputy())
                .isEqualTo(ZHOU);
    }

    @Test
    void beyond_all_limits_the_highest_is_told() {
        assertThat(choose(worth("20000 CNY"), for_(QIAN, "10000 CNY"), for_(ZHOU, "500 CNY")))
                .isEqualTo(new StandIn.OutOfLimit(QIAN, money("10000 CNY"), Measured.ABOVE));
    }

    @Test
    void whoever_has_named_anybody_is_away_whatever_the_amount() {
        assertThat(choose(worth("20000 CNY"), for_(QIAN, "10000 CNY")).isAway()).isTrue();
        assertThat(choose(worth("20000 CNY")).isAway()).isFalse();
    }

    @Test
    void a_limit_is_written_with_its_currency_and_in_groups() {
        assertThat(Limits.text(money("1234567.5 CNY"))).isEqualTo("CNY 1,234,567.5");
    }

    private static StandIn choose(Worth worth, Arrangement... arrangements) {
        return StandIn.choose(List.of(arrangements), worth);
    }

    private static Arrangement for_(RecordId deputy, @Nullable String limit) {
        return new Arrangement(deputy, false, limit == null ? null : money(limit));
    }

    private static Worth worth(@Nullable String amount) {
        return Worth.of(amount == null ? null : money(amount), currency -> Optional.ofNullable(RATES.get(currency)));
    }

    private static Money money(String text) {
        var parts = text.split(" ");
        return new Money(new BigDecimal(parts[0]), parts[1]);
    }
}
