mod admins_grace;
mod enrollment_required;
mod races;
