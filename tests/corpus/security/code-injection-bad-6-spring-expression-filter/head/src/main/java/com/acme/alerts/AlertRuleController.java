package com.acme.alerts;

import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import javax.script.ScriptException;
import org.springframework.expression.Expression;
import org.springframework.expression.ExpressionParser;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.StandardEvaluationContext;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/alert-rules")
public class AlertRuleController {

    private final ExpressionParser parser = new SpelExpressionParser();
    private final AlertService alerts;

    public AlertRuleController(AlertService alerts) {
        this.alerts = alerts;
    }

    /** How many alerts of the last day a condition would have matched. */
    @GetMapping("/matches")
    public ResponseEntity<Long> matches(@RequestParam String condition) {
        Expression expression = parser.parseExpression(condition);
        long count = alerts.lastDay().stream()
            .filter(alert -> Boolean.TRUE.equals(expression.getValue(new StandardEvaluationContext(alert), Boolean.class)))
            .count();
        return ResponseEntity.ok(count);
    }

    @GetMapping("/score")
    public ResponseEntity<Object> score(@RequestParam String formula, @RequestParam int level) throws ScriptException {
        ScriptEngine engine = new ScriptEngineManager().getEngineByName("js");
        engine.put("level", level);
        String source = "var base = 10; " + formula;
        return ResponseEntity.ok(engine.eval(source));
    }
}
