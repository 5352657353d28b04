package dev.trellis.workflow.engine;

import dev.trellis.core.problem.TrellisException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.flowable.common.engine.api.delegate.Expression;
import org.flowable.common.engine.api.delegate.FlowableFunctionDelegate;
import org.flowable.common.engine.api.variable.VariableContainer;
import org.flowable.common.engine.impl.el.ExpressionManager;
import org.flowable.common.engine.impl.el.FlowableAstFunctionCreator;
import org.flowable.common.engine.impl.el.FlowableFunctionResolverFactory;
import org.flowable.common.engine.impl.javax.el.ELContext;
import org.jspecify.annotations.Nullable;

/**
 * Knows the few expressions that our own models contain and nothing else: no beans, no functions, no language. Whatever
 * else looks like an expression is refused, wherever it comes from.
 */
final class ClosedExpressions implements ExpressionManager {

    static final String WAITS = "${waits}";
    static final String BRANCHES = "${branches}";
    static final String COPIES = "${copies}";
    static final String ENDS = "${ends}";
    static final String REJECTED = "${rejected}";

    /** The variables of a process. */
    static final String REJECTED_VARIABLE = "rejected";

    static final String BRANCH_VARIABLE = "branch";
    static final String INSTANCE_VARIABLE = "instance";

    private static final Pattern BRANCH = Pattern.compile("\\$\\{branch == ([0-9]{1,4})}");

    private final Map<String, Object> delegates;

    /** @param delegates the object behind each of the four delegate expressions */
    ClosedExpressions(Map<String, Object> delegates) {
        this.delegates = Map.copyOf(delegates);
    }

    static String branch(int position) {
        return "${branch == %d}".formatted(position);
    }

    @Override
    public Expression createExpression(String text) {
        var delegate = delegates.get(text);
        if (delegate != null) {
            return new Known(text, scope -> delegate);
        }
        if (text.equals(REJECTED)) {
            return new Known(text, scope -> Boolean.TRUE.equals(scope.getVariable(REJECTED_VARIABLE)));
        }
        var branch = BRANCH.matcher(text);
        if (branch.matches()) {
            var position = Integer.parseInt(branch.group(1));
            return new Known(text, scope -> Integer.valueOf(position).equals(scope.getVariable(BRANCH_VARIABLE)));
        }
        if (text.contains("${") || text.contains("#{")) {
            throw new TrellisException("The engine was given an expression that is none of ours: " + text);
        }
        return new Known(text, scope -> text);
    }

    @Override
    public ELContext getElContext(VariableContainer variableContainer) {
        throw new TrellisException("The engine evaluates no expression language");
    }

    @Override
    public Map<Object, Object> getBeans() {
        return Map.of();
    }

    @Override
    public void setBeans(Map<Object, Object> beans) {
        throw new TrellisException("The engine knows no beans");
    }

    @Override
    public List<FlowableFunctionDelegate> getFunctionDelegates() {
        return List.of();
    }

    /** The engine offers its own functions at its start; none of our models calls one. */
    @Override
    public void setFunctionDelegates(@Nullable List<FlowableFunctionDelegate> functionDelegates) {}

    @Override
    public List<FlowableAstFunctionCreator> getAstFunctionCreators() {
        return List.of();
    }

    @Override
    public void setAstFunctionCreators(@Nullable List<FlowableAstFunctionCreator> astFunctionCreators) {}

    @Override
    public FlowableFunctionResolverFactory getFunctionResolverFactory() {
        throw new TrellisException("The engine evaluates no functions");
    }

    @Override
    public void setFunctionResolverFactory(@Nullable FlowableFunctionResolverFactory functionResolverFactory) {}

    /** What an expression gives in a scope. */
    @FunctionalInterface
    private interface Value {
        Object in(VariableContainer scope);
    }

    private record Known(String text, Value value) implements Expression {

        @Override
        public Object getValue(VariableContainer scope) {
            return value.in(scope);
        }

        @Override
        public void setValue(Object changed, VariableContainer scope) {
            throw new TrellisException("Nothing is assigned through an expression: " + text);
        }

        @Override
        public String getExpressionText() {
            return text;
        }
    }
}
