class ImportJob < ApplicationJob
  def perform(blob, text)
    rows = Marshal.load(Base64.decode64(blob))
    config = YAML.load(text, permitted_classes: [Symbol])
    legacy = YAML.unsafe_load(text)
    data = Oj.load(blob, mode: :object)
    other = Oj.load(blob, mode: :strict)
    json = JSON.parse(text)
    [rows, config, legacy, data, other, json]
  end

  def restore(cookie)
    Marshal.restore(cookie)
  end
end
