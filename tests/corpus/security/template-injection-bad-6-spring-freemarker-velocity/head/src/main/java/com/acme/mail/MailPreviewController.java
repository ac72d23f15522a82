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
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/mail-previews")
public class MailPreviewController {

    private final Configuration configuration;

    public MailPreviewController(Configuration configuration) {
        this.configuration = configuration;
    }

    @GetMapping(value = "/body", produces = "text/plain")
    public String body(@RequestParam String source, @RequestParam String name) throws IOException, TemplateException {
        Template template = new Template("preview", new StringReader(source), configuration);
        StringWriter out = new StringWriter();
        template.process(Map.of("name", name), out);
        return out.toString();
    }

    @GetMapping(value = "/subject", produces = "text/plain")
    public String subject(@RequestParam String greeting) {
        VelocityContext context = new VelocityContext();
        context.put("shop", "Acme");
        StringWriter out = new StringWriter();
        Velocity.evaluate(context, out, "subject", greeting + " from $shop");
        return out.toString();
    }
}
