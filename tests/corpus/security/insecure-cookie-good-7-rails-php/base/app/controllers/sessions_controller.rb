class SessionsController < ApplicationController
  def new; end

  def create
    user = User.authenticate_by(email: params[:email], password: params[:password])
    return render(:new, status: :unprocessable_entity) if user.nil?

    reset_session
    session[:user_id] = user.id
    redirect_to root_path
  end
end
