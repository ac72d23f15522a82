module AvatarHelper
  def initials(name)
    name.split.map(&:first).join
  end
end
