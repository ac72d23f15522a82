package com.acme;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.jsontype.impl.LaissezFaireSubTypeValidator;
import com.thoughtworks.xstream.XStream;
import com.thoughtworks.xstream.io.xml.StaxDriver;
import java.beans.XMLDecoder;
import java.io.*;
import java.net.Socket;
import org.apache.commons.lang3.SerializationUtils;
import org.yaml.snakeyaml.Yaml;

public class Load {
    private final ObjectMapper mapper;

    public Load() {
        mapper = new ObjectMapper();
        mapper.activateDefaultTyping(LaissezFaireSubTypeValidator.instance, ObjectMapper.DefaultTyping.EVERYTHING);
    }

    Object socket(Socket s) throws Exception {
        ObjectInputStream ois = new ObjectInputStream(s.getInputStream());
        Object o = ois.readObject();
        ois.close();
        return o;
    }

    Object decode(InputStream in) {
        try (XMLDecoder d = new XMLDecoder(in)) {
            return d.readObject();
        }
    }

    Object bytes(byte[] raw) {
        return SerializationUtils.deserialize(raw);
    }

    Object yaml(String text) {
        Yaml yaml = new Yaml();
        return yaml.load(text);
    }

    static class Envelope {
        @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS, property = "@class")
        public Object payload;
    }
}
