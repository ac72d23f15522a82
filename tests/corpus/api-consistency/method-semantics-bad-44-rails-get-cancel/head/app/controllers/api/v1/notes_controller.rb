module Api
  module V1
    class NotesController < ApplicationController
      before_action :load_order

      def index
        notes = @order.notes.order(:id).page(params[:page]).per(params[:per_page])
        render json: { data: notes, total: notes.total_count }
      end

      def create
        note = @order.notes.create!(note_params)
        render json: note, status: :created
      end

      private

      def load_order
        @order = Order.find(params[:order_id])
      end

      def note_params
        params.require(:note).permit(:text)
      end
    end
  end
end
