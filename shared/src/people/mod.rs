//! People, departments and the cast: who they are, how to reach them, and in which order they
//! stand. Who may come in, and on which device, is the matter of invitations.

pub mod cast;
mod certificate;
mod crew_list;
pub mod department;
mod directory;
mod edit;
pub mod email;
mod fold;
pub mod import;
mod person;
pub mod phone;
mod private;
mod sequence;
#[cfg(test)]
mod tests;

pub use cast::{Part, Role, roles};
pub use certificate::{Certificate, add_certificate, certificates, remove_certificate};
pub use crew_list::{CrewEntry, CrewList, CrewSection, crew_list};
pub use department::{DepartmentView, departments};
pub use directory::{Place, Section, count, directory, matching};
pub use edit::{NewPerson, add, move_to, put_in, remove, set};
pub use fold::fold;
pub use person::{Group, PersonView, person};
pub use private::{PrivateView, audience as private_audience, private};
pub use sequence::{last as last_order, moved};
