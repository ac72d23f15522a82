package com.acme.alerts;

import java.util.Map;
import java.util.function.IntPredicate;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import javax.script.ScriptException;
import org.springframework.expression.Expression;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.SimpleEvaluationContext;
import org.springframework.stereotype.Service;

@Service
public class Thresholds {

    private static final String BODY = "level * 10 + offset";
    private static final Map<String, IntPredicate> RULES = Map.of(
        "high", level -> level > 80,
        "low", level -> level < 20);

    private final Expression label = new SpelExpressionParser().parseExpression("name + ' (' + level + ')'");

    public boolean matches(String rule, int level) {
        IntPredicate predicate = RULES.get(rule);
        if (predicate == null) {
            throw new IllegalArgumentException("unknown rule");
        }
        return predicate.test(level);
    }

    public Object score(int level, int offset) throws ScriptException {
        ScriptEngine engine = new ScriptEngineManager().getEngineByName("js");
        engine.put("level", level);
        engine.put("offset", offset);
        return engine.eval(BODY);
    }

    public String label(Alert alert) {
        return label.getValue(SimpleEvaluationContext.forReadOnlyDataBinding().build(), alert, String.class);
    }
}
