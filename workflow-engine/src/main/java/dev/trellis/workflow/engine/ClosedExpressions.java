package dev.trellis.workflow.engine;

import dev.trellis.core.problem.TrellisException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

    private static final Pattern REFUSED = Pattern.compile("\\$\\{refused:([A-Za-z0-9_]{1,40})}");
    private static final Pattern BRANCH = Pattern.compile("\\$\\{takes:([A-Za-z0-9_]{1,40}):([0-9]{1,4})}");

    private final Map<String, Object> delegates;

    /** @param delegates the object behind each of the four delegate expressions */
    ClosedExpressions(Map<String, Object> delegates) {
        this.delegates = Map.copyOf(delegates);
    }

    /** Holds where a node came out badly: rejected, failed. */
    static String refused(String node) {
        return "${refused:%s}".formatted(node);
    }

    /** Variables of a node carry its id, as nodes of different lanes decide at the same time; none outlives its call. */
    static String refusedVariable(String node) {
        return "refused_" + node;
    }

    /** Holds where a node takes a branch. */
    static String branch(String node, int position) {
        return "${takes:%s:%d}".formatted(node, position);
    }

    static String branchesVariable(String node) {
        return "takes_" + node;
    }

    /** Returns the value of a {@link #branchesVariable}. */
    static String branches(List<Integer> positions) {
        return positions.stream().map(position -> ";" + position + ";").collect(Collectors.joining());
    }

    @Override
    public Expression createExpression(String text) {
        var delegate = delegates.get(text);
        if (delegate != null) {
            return new Known(text, scope -> delegate);
        }
        var refused = REFUSED.matcher(text);
        if (refused.matches()) {
            var variable = refusedVariable(refused.group(1));
            return new Known(text, scope -> Boolean.TRUE.equals(scope.getVariable(variable)));
        }
        var branch = BRANCH.matcher(text);
        if (branch.matches()) {
            var variable = branchesVariable(branch.group(1));
            var position = branches(List.of(Integer.parseInt(branch.group(2))));
            return new Known(
                    text, scope -> String.valueOf(scope.getVariable(variable)).contains(position));
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
