package com.acme.mail;

import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Map;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.Velocity;
import org.springframework.stereotype.Service;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;

@Service
public class MailRenderer {

    private static final String SUBJECT = "${shop}: your order ${number}";

    private final Configuration configuration;
    private final TemplateEngine engine;

    public MailRenderer(Configuration configuration, TemplateEngine engine) {
        this.configuration = configuration;
        this.engine = engine;
    }

    public String subject(String shop, String number) throws IOException, TemplateException {
        Template template = new Template("subject", new StringReader(SUBJECT), configuration);
        StringWriter out = new StringWriter();
        template.process(Map.of("shop", shop, "number", number), out);
        return out.toString();
    }

    public String body(String name) {
        Context context = new Context();
        context.setVariable("name", name);
        return engine.process("mail/body", context);
    }

    public String greeting(String name) {
        VelocityContext context = new VelocityContext();
        context.put("name", name);
        StringWriter out = new StringWriter();
        Velocity.evaluate(context, out, "greeting", "Hello $name");
        return out.toString();
    }

    public String sms(String name, int parcels) {
        return String.format("Hello %s, you have %d parcels.", name, parcels);
    }
}
