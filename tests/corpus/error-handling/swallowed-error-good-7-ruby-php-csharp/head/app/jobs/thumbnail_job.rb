# frozen_string_literal: true

class ThumbnailJob < ApplicationJob
  queue_as :low

  def perform(image_id)
    image = Image.find(image_id)
    image.thumbnail.attach(io: resize(image), filename: "thumb.jpg")
  rescue ActiveRecord::RecordNotFound
    # The image was deleted before its turn came.
    nil
  rescue Vips::Error => e
    Sentry.capture_exception(e, extra: { image_id: image_id })
    image.update!(broken: true)
  end

  private

  def resize(image)
    width = Integer(ENV.fetch("THUMB_WIDTH", "320")) rescue 320
    Thumbnailer.new(image.file).to_width(width)
  end
end
