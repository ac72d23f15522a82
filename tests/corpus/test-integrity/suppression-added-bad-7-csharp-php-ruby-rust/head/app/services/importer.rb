# frozen_string_literal: true

class Importer
  Result = Struct.new(:added, :skipped)

  # rubocop:disable Metrics/MethodLength, Metrics/AbcSize
  def call(rows)
    added = 0
    skipped = 0
    rows.each do |row|
      if row[:sku].to_s.empty?
        skipped += 1
      else
        Product.find_or_create_by!(sku: row[:sku]) { |p| p.name = row[:name] }
        added += 1
      end
    end
    Result.new(added, skipped)
  end
  # rubocop:enable Metrics/MethodLength, Metrics/AbcSize
end
